import { fault } from "../../diagnostics/catalogue.ts";
import { type BlueprintCommand, readCommand } from "../../language/commands.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";

interface Brought extends BlueprintCommand {
  readonly blueprint: Blueprint;
}

/** The built-in ones first: they are not to blame. */
function brought(blueprints: Iterable<Blueprint>): readonly Brought[] {
  const all = [...blueprints].flatMap((blueprint) =>
    blueprint.command === undefined ? [] : [{ ...readCommand(blueprint.command), blueprint }],
  );
  const isOwn = ({ blueprint }: Brought) => (blueprint.origin === "built-in" ? 0 : 1);
  return all.sort((a, b) => isOwn(a) - isOwn(b));
}

/** Whether a call cannot mean one of two alone. */
function isTied(a: Brought, b: Brought): boolean {
  if (a.verb !== b.verb) return false;
  return a.type === b.type || a.type === undefined || b.type === undefined;
}

function placeOf({ blueprint: { file } }: Brought): Place {
  return { file, pointer: "/metadata/command" };
}

function tie(first: Brought, second: Brought): Diagnostic {
  const [theirs, ours] = [first, second].map(
    ({ blueprint }) => `\`scaffold ${blueprint.command}\``,
  );
  const isSame = first.type === second.type;
  return fault("ambiguous-command", {
    message: isSame
      ? `${ours} is the command of \`${first.blueprint.name}\` too`
      : `${ours} cannot be told from ${theirs}`,
    place: placeOf(second),
    related: [{ place: placeOf(first), message: "it is brought here" }],
    help: isSame
      ? "Give one of them another verb, or another `--type`"
      : "Give one of them another verb: where two share one, each needs a `--type`",
  });
}

/** Blueprints in force whose command another one brings as well. */
export function commandTies(blueprints: Iterable<Blueprint>): readonly Diagnostic[] {
  const all = brought(blueprints);
  return all.flatMap((one, position) => {
    const first = all.slice(0, position).find((other) => isTied(other, one));
    return first ? [tie(first, one)] : [];
  });
}
