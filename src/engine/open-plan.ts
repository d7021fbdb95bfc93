import { fault } from "../diagnostics/catalogue.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import { load } from "../pipeline/load/load.ts";
import { validatePlan } from "../pipeline/validate/index.ts";
import type { Reader } from "../ports.ts";
import { planId } from "./plan.ts";

/** Where a plan stands, and the project that it is for. */
export interface PlanPlace {
  readonly file: string;
  /** Reads the file, which may be anywhere. */
  readonly reader: Reader;
  /** Reads the project, and refuses what leads out of it. */
  readonly project: Reader;
}

/** Why a path cannot be looked at; undefined where it can. */
function obstacle(path: string, project: Reader): string | undefined {
  try {
    if (project.kind(path) === "link") project.readText(path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Paths whose folders, or that themselves, are symbolic links out of the project. */
function strayLinks({ files }: Plan, { file, project }: PlanPlace): readonly Diagnostic[] {
  return files.flatMap(({ path }, at) => {
    const reason = obstacle(path, project);
    if (reason === undefined) return [];
    return fault("unsafe-plan", {
      message: `\`${path}\` cannot be a file of the project: ${reason}`,
      place: { file, pointer: `/files/${at}/path` },
      help: "Nothing of this plan is done",
    });
  });
}

function editedPlan(plan: Plan, file: string): readonly Diagnostic[] {
  if (planId(plan) === plan.id) return [];
  return [
    fault("edited-plan", {
      message: `The contents of the plan do not fit its id \`${plan.id}\``,
      place: { file, pointer: "/id" },
      help: "Make a new plan, and look at it",
    }),
  ];
}

/** A member that every plan has, also one of another version or with a fault of syntax. */
const PLAN_MEMBER = '"created_from"';

/** Reads a file once, however often it is asked for: a pipe gives its text to nobody else. */
function readingOnce({ file, reader }: PlanPlace): Reader {
  let known: { readonly text: string | null } | undefined;
  return {
    kind: (path) => reader.kind(path),
    list: (path) => reader.list(path),
    readText(path) {
      if (path !== file) return reader.readText(path);
      known ??= { text: reader.readText(path) };
      return known.text;
    },
  };
}

/** Whether something is wrong with a plan, and not with the choice of the file. */
function isMeantAsPlan({ file, reader }: PlanPlace): boolean {
  try {
    return reader.readText(file)?.includes(PLAN_MEMBER) ?? true;
  } catch {
    return true;
  }
}

function notAPlan({ file }: PlanPlace): Diagnostic {
  return fault("not-a-plan", {
    message: `\`${file}\` is no plan`,
    help: "`scaffold plan --out FILE` saves one; without a plan `scaffold apply` does what scaffold.json says",
  });
}

async function readPlan(place: PlanPlace): Promise<Result<Plan | undefined>> {
  const { value, diagnostics } = load([{ path: place.file, origin: "file" }], place.reader);
  const [document] = value;
  return document ? validatePlan(document) : { value: undefined, diagnostics };
}

/** Reads a saved plan. One with any fault is refused whole, before anything is compiled. */
export async function openPlan(given: PlanPlace): Promise<Result<Plan | undefined>> {
  const place = { ...given, reader: readingOnce(given) };
  const { value: plan, diagnostics } = await readPlan(place);
  if (!plan) {
    return {
      value: undefined,
      diagnostics: isMeantAsPlan(place) ? diagnostics : [notAPlan(place)],
    };
  }
  const faults = [...strayLinks(plan, place), ...editedPlan(plan, place.file)];
  return { value: faults.length === 0 ? plan : undefined, diagnostics: faults };
}
