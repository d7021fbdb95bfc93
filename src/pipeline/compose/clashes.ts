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

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
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
  const reported = new Set<string>();
  for (const output of outputs) {
    for (const folder of foldersOf(caseFold(output.path))) {
      const file = taken.get(folder);
      if (!file || reported.has(folder)) continue;
      reported.add(folder);
      diagnostics.push(fileForFolder(file, output));
    }
  }
  return diagnostics;
}
