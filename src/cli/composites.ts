import { listBlueprints } from "../engine.ts";
import type { Blueprint } from "../model/blueprint.ts";
import { findProject } from "./find-project.ts";
import type { Session } from "./session.ts";

/** A blueprint that brings a command: `endpoint --type crud` is its verb and its type. */
export interface Composite {
  readonly verb: string;
  readonly type: string | undefined;
  readonly blueprint: Blueprint;
}

function toComposite(blueprint: Blueprint): Composite[] {
  const [verb, flag, type] = blueprint.command?.split(" ") ?? [];
  if (verb === undefined) return [];
  return [{ verb, type: flag === "--type" ? type : undefined, blueprint }];
}

/** All blueprints that bring a command, the project's own included. */
export async function composites(session: Session): Promise<readonly Composite[]> {
  const root = findProject(session) ?? session.workingFolder;
  const { value } = await listBlueprints(session.portsFor(root));
  return value.flatMap(toComposite);
}
