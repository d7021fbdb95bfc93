import { type Command, Option } from "commander";
import type { PreviewRequest } from "../model/project.ts";
import { editProject } from "./edit.ts";
import type { Outcome } from "./outcome.ts";
import { type PlanTarget, planProject } from "./save-plan.ts";
import type { Session } from "./session.ts";

/**
 * Lets a command that edits the project save a plan instead. A parameter of a blueprint that has the
 * name of one of the options keeps it.
 *
 * @returns what asks where to save it, once the call is read; undefined where it is to be applied.
 */
export function addPlanOptions(command: Command): () => PlanTarget | undefined {
  const [plan, out] = [
    new Option("--plan", "save it as a plan instead, to be applied later"),
    new Option("--out <file>", "save it as a plan in a file instead"),
  ];
  const free = [plan, out].filter(({ long }) => !command.options.some((own) => own.long === long));
  for (const option of free) command.addOption(option);
  return () => {
    const { plan: isPlanned, out: file } = command.opts<{ plan?: unknown; out?: unknown }>();
    if (free.includes(out) && typeof file === "string") return { file };
    return free.includes(plan) && isPlanned === true ? "project" : undefined;
  };
}

/** Applies changes of the manifest, or saves them as a plan where that was asked for. */
export function editOrPlan(
  request: PreviewRequest,
  target: PlanTarget | undefined,
  session: Session,
): Promise<Outcome> {
  return target === undefined
    ? editProject(request, session)
    : planProject(request, target, session);
}
