import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { caseFold, pathProblem } from "../../../language/paths.ts";
import { fillPlaceholders } from "../../../language/patterns.ts";
import type { GeneratedPath } from "../../../model/blueprint.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { entryPointer } from "./entry-pointer.ts";
import type { Rule, Subject } from "./rule.ts";

const projectRoot = "{project}/";

/** Every path stays inside the project and works on every system. */
export const outputPathsAreSafe: Rule = ({ blueprint, document: { file, value } }) => {
  const judge = (path: string, pointer: () => string) => {
    const problem = pathProblem(sample(path));
    if (problem === undefined) return [];
    return fault("bad-output-path", {
      message: `\`${path.slice(0, 120)}\` cannot be a path in a project: ${problem}`,
      place: { file, pointer: pointer() },
      ...helpFor(path),
    });
  };
  return [
    blueprint.generates.flatMap(({ path, pointer }) =>
      judge(path, () => entryPointer(value, pointer, "path")),
    ),
    blueprint.requiredFiles.flatMap((path, index) =>
      judge(path, () => joinPointer("/validation/required_files", index)),
    ),
  ].flat();
};

/** The path of a use, with a word in the place of each placeholder. */
function sample(path: string): string {
  const relative = path.startsWith(projectRoot) ? path.slice(projectRoot.length) : path;
  return fillPlaceholders(relative, () => "x").text.replace(/[{}]/g, "");
}

function helpFor(path: string): { help?: string } {
  if (path.includes("\\")) return { help: `Write \`${path.replaceAll("\\", "/").slice(0, 120)}\`` };
  if (path.startsWith("/"))
    return { help: "Write it from the package folder on, without the first `/`" };
  if (!path.startsWith("../")) return {};
  const inner = path.replace(/^(\.\.\/)+/, "");
  return {
    help: `Write \`${projectRoot}${inner.slice(0, 120)}\` for a file below the project's root`,
  };
}

/** No file stands twice, in upper or lower case, unless conditions keep the two apart. */
export const outputsAreDistinct: Rule = (subject) => {
  const seen = new Map<string, GeneratedPath>();
  return subject.blueprint.generates.flatMap((generated) => {
    const key = caseFold(generated.path);
    const first = seen.get(key);
    if (!first) {
      seen.set(key, generated);
      return [];
    }
    return first.when && generated.when ? [] : [twice(subject, first, generated)];
  });
};

function twice(
  { document: { file } }: Subject,
  first: GeneratedPath,
  second: GeneratedPath,
): Diagnostic {
  return fault("duplicate-output", {
    message: `\`${second.path}\` is generated twice`,
    place: { file, pointer: second.pointer },
    related: [{ place: { file, pointer: first.pointer }, message: "it stands here first" }],
    help: "Remove one of the two, or give each a `when`",
  });
}
