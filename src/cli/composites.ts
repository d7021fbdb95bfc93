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

async function allBlueprints(session: Session): Promise<readonly Blueprint[]> {
  const root = findProject(session) ?? session.workingFolder;
  return (await listBlueprints(session.portsFor(root))).value;
}

/** The engine's own blueprint that brings a command, whatever project the user stands in. */
export async function builtInComposite(
  verb: string,
  session: Session,
): Promise<Composite | undefined> {
  const builtIn = (await allBlueprints(session)).filter(({ origin }) => origin === "built-in");
  return builtIn.flatMap(toComposite).find((composite) => composite.verb === verb);
}

/** All blueprints in force that bring a command, the project's own included. */
export async function composites(session: Session): Promise<readonly Composite[]> {
  const value = await allBlueprints(session);
  // A project's own comes after the built-in one that it overrides.
  const inForce = new Map(value.map((blueprint) => [blueprint.name, blueprint]));
  return [...inForce.values()].flatMap(toComposite);
}
