import { isVisibleAscii } from "./ascii.ts";

/** Judges paths by the rules of POSIX and of Windows alike, whatever system this runs on. */

const maximumSegmentBytes = 255;
const maximumPathBytes = 1_024;

/** Control characters, halves of surrogate pairs, line separators, and what is not seen. */
const invisible = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const forbiddenOnWindows = /[:*?"<>|]/;
/** Names of devices, with or without an ending; Windows also reads `COM¹` as one. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ .]*(?:\..*)?$/i;
/** The folder that git keeps for itself, and the short name by which Windows may know it. */
const gitFolder = /^(?:\.git|git~[0-9]+)$/i;

/** Counts the bytes only where there may be too many: a UTF-16 code unit takes at most three. */
function isLonger(text: string, maximumBytes: number): boolean {
  if (text.length * 3 <= maximumBytes) return false;
  return text.length > maximumBytes || new TextEncoder().encode(text).length > maximumBytes;
}

/** Segments that were found good: a project has few, and asks for them in every path. */
const good = new Set<string>();
const maximumGood = 5_000;

/** What is wrong with one segment, as a clause. */
function segmentProblem(segment: string): string | undefined {
  if (good.has(segment)) return undefined;
  const problem = findSegmentProblem(segment);
  if (problem !== undefined) return problem;
  if (good.size >= maximumGood) good.clear();
  good.add(segment);
  return undefined;
}

function findSegmentProblem(segment: string): string | undefined {
  if (segment === "") return "it has an empty segment";
  if (segment === "." || segment === "..") return `\`${segment}\` is no name`;
  if (forbiddenOnWindows.test(segment)) {
    return `\`${segment}\` has a character that Windows refuses, one of : * ? " < > |`;
  }
  if (/[. ]$/.test(segment)) return `\`${segment}\` ends in a dot or a space, which Windows drops`;
  if (device.test(segment)) return `\`${segment}\` is the name of a device on Windows`;
  if (gitFolder.test(segment.normalize("NFKC"))) return `\`${segment}\` belongs to git`;
  if (isLonger(segment, maximumSegmentBytes)) {
    return `a segment is longer than ${maximumSegmentBytes} bytes`;
  }
  return undefined;
}

/**
 * Why a text is no path of a file below a folder, on some system.
 *
 * @returns A clause such as "it is absolute", or undefined where all is well.
 */
export function pathProblem(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (isLonger(path, maximumPathBytes)) {
    return `it is longer than ${maximumPathBytes} bytes`;
  }
  if (!isVisibleAscii(path) && invisible.test(path))
    return "it has a control character, or one that is not seen";
  if (path.includes("\\")) return "it has a backslash; folders are separated by `/`";
  if (path.startsWith("/")) return "it is absolute";
  if (/^[A-Za-z]:/.test(path)) return "it begins with a drive letter";
  for (const segment of path.split("/")) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The form in which two paths are equal that some file system takes for one. */
export function caseFold(path: string): string {
  if (isVisibleAscii(path)) return path.toLowerCase();
  // Upper case first: some letters have one capital and two small forms (σ and ς, ß and ss).
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** The folders that a path is in, the outermost first. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** The folder that a path is in; empty for one that stands in the project's own. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
