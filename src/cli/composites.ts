import { listBlueprints } from "../engine.ts";
import { type BlueprintCommand, readCommand } from "../language/commands.ts";
import type { Blueprint } from "../model/blueprint.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import { findProject } from "./find-project.ts";
import type { Session } from "./session.ts";

/** A blueprint that brings a command. */
export interface Composite extends BlueprintCommand {
  readonly blueprint: Blueprint;
  /** Errors of its document: what it says it takes cannot be relied on. */
  readonly faults: readonly Diagnostic[];
}

async function allBlueprints(session: Session): Promise<Result<readonly Blueprint[]>> {
  const root = findProject(session) ?? session.workingFolder;
  const { value, diagnostics } = await listBlueprints(session.portsFor(root));
  return { value, diagnostics: diagnostics.filter(({ severity }) => severity === "error") };
}

function toComposites({ value, diagnostics }: Result<readonly Blueprint[]>): readonly Composite[] {
  return value.flatMap((blueprint) => {
    if (blueprint.command === undefined) return [];
    const faults = diagnostics.filter(({ place }) => place?.file === blueprint.file);
    return [{ ...readCommand(blueprint.command), blueprint, faults }];
  });
}

/** The engine's own blueprint that brings a command, whatever project the user stands in. */
export async function builtInComposite(
  verb: string,
  session: Session,
): Promise<Composite | undefined> {
  const { value, diagnostics } = await allBlueprints(session);
  const builtIn = value.filter(({ origin }) => origin === "built-in");
  return toComposites({ value: builtIn, diagnostics }).find((composite) => composite.verb === verb);
}

/** All blueprints in force that bring a command, the project's own included; and what is wrong with documents. */
export async function composites(session: Session): Promise<Result<readonly Composite[]>> {
  const { value, diagnostics } = await allBlueprints(session);
  // A project's own comes after the built-in one that it overrides.
  const inForce = new Map(value.map((blueprint) => [blueprint.name, blueprint]));
  return { value: toComposites({ value: [...inForce.values()], diagnostics }), diagnostics };
}
