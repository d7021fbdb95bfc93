import { fault } from "../../diagnostics/catalogue.ts";
import { caseFold } from "../../language/paths.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Output } from "../../model/output.ts";

const HELP = "Remove one of the two, or override a built-in blueprint under its own name";

function clash(first: Output, second: Output): Diagnostic {
  const message =
    first.path === second.path
      ? `\`${first.use}\` and \`${second.use}\` both generate \`${second.path}\``
      : `\`${first.path}\` and \`${second.path}\` are one file on systems that ignore case`;
  return fault("output-clash", {
    message,
    place: second.place,
    related: [{ place: first.place, message: `\`${first.use}\` generates it here` }],
    help: HELP,
  });
}

function fileForFolder(file: Output, inside: Output): Diagnostic {
  return fault("output-clash", {
    message: `\`${file.use}\` generates the file \`${file.path}\`, which \`${inside.use}\` needs as a folder`,
    place: inside.place,
    related: [{ place: file.place, message: `\`${file.use}\` generates the file here` }],
    help: HELP,
  });
}

/** The folders above a path, the nearest first. */
function* foldersOf(path: string): Iterable<string> {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    yield path.slice(0, end);
  }
}

/** An entry that stands twice in one document was reported with the document. */
function isReported({ use, template: first }: Output, { use: other, template: second }: Output) {
  return (
    use === other &&
    first.kind === "file" &&
    second.kind === "file" &&
    caseFold(first.path) === caseFold(second.path)
  );
}

/** Two outputs of one path, also where only upper and lower case differ, or a file in the way of a folder. */
export function findClashes(outputs: readonly Output[]): Diagnostic[] {
  const taken = new Map<string, Output>();
  const diagnostics: Diagnostic[] = [];
  for (const output of outputs) {
    const key = caseFold(output.path);
    const first = taken.get(key);
    if (!first) taken.set(key, output);
    else if (!isReported(first, output)) diagnostics.push(clash(first, output));
  }
  const looked = new Set<string>();
  for (const [path, output] of taken) {
    for (const folder of foldersOf(path)) {
      // Where a folder was looked at, those above it were too.
      if (looked.has(folder)) break;
      looked.add(folder);
      const file = taken.get(folder);
      if (file) diagnostics.push(fileForFolder(file, output));
    }
  }
  return diagnostics;
}
