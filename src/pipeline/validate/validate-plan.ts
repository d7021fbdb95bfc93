import { fault } from "../../diagnostics/catalogue.ts";
import { caseFold, pathProblem } from "../../language/paths.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { SourceDocument } from "../../model/document.ts";
import type { Plan } from "../../model/plan.ts";
import { validatePlanForm } from "./validate-record.ts";

function unsafe(reason: string, at: number, file: string): Diagnostic {
  return fault("unsafe-plan", {
    message: reason,
    place: { file, pointer: `/files/${at}/path` },
    help: "Nothing of this plan is done",
  });
}

function badPaths({ files }: Plan, file: string): readonly Diagnostic[] {
  return files.flatMap(({ path }, at) => {
    const problem = pathProblem(path);
    return problem === undefined
      ? []
      : unsafe(`\`${path}\` is no path of a file of the project: ${problem}`, at, file);
  });
}

function equalPaths({ files }: Plan, file: string): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ path }, at) => {
    const first = seen.get(caseFold(path));
    seen.set(caseFold(path), first ?? path);
    if (first === undefined) return [];
    return first === path
      ? unsafe(`\`${path}\` stands there twice`, at, file)
      : unsafe(`\`${path}\` and \`${first}\` are one file on some systems`, at, file);
  });
}

/** Checks the document of a plan; there is a value only where it has no fault. */
export async function validatePlan(document: SourceDocument): Promise<Result<Plan | undefined>> {
  const { value: plan, diagnostics } = await validatePlanForm(document);
  if (!plan) return { value: undefined, diagnostics };
  const unsafePaths = [...badPaths(plan, document.file), ...equalPaths(plan, document.file)];
  return { value: unsafePaths.length === 0 ? plan : undefined, diagnostics: unsafePaths };
}
