import type { PythonNode } from "../../ports.ts";
import { countOf, type Definition, definitionsOf } from "../python/definitions.ts";
import { type RepeatedKey, repeatedKeys } from "../python/repeated-keys.ts";
import type { NameTable } from "../python/scopes.ts";
import type { LineRules, MergeFault } from "./line-merge.ts";
import { isImported, type NamedSides, namedText, nameLost } from "./python-names.ts";
import { registeredLate } from "./python-order.ts";
import { formatted, type PythonTools, type Sides } from "./python-tools.ts";

const UNPARSABLE = "it was changed by hand, and it is no Python that parses any more";
const WOULD_NOT_PARSE = "it was changed by hand, and with what is generated now it would not parse";

/** What the two sides of a merge define and use. */
interface Known {
  readonly current: readonly Definition[];
  readonly generated: readonly Definition[];
  readonly repeated: readonly RepeatedKey[];
  readonly names: NamedSides;
}

const NONE: NameTable["definitions"] = new Map();

function knownOf(sides: Sides, merged: MergedSides): Known {
  const [current, generated] = [sides.trees.current, sides.trees.generated];
  const placesOf = (side: "current" | "generated") =>
    namedText(merged.trees[side], merged.texts[side])?.names.definitions ?? NONE;
  return {
    current: current ? definitionsOf(current, sides.texts.current) : [],
    generated: generated ? definitionsOf(generated, sides.texts.generated) : [],
    repeated: [
      ...(current ? repeatedKeys(current, sides.texts.current) : []),
      ...(generated ? repeatedKeys(generated, sides.texts.generated) : []),
    ],
    names: {
      current: namedText(current, sides.texts.current),
      generated: namedText(generated, sides.texts.generated),
      definitions: { current: placesOf("current"), generated: placesOf("generated") },
      removed: new Set(merged.removed),
    },
  };
}

/** A name that a text defines more often than either side does. */
function definedTwice(found: readonly Definition[], known: Known): MergeFault | undefined {
  const sides = [countOf(known.current), countOf(known.generated)];
  for (const [key, count] of countOf(found)) {
    if (count <= Math.max(1, ...sides.map((counts) => counts.get(key) ?? 0))) continue;
    const name = key.replaceAll(/[()]|^import /g, "");
    const isOfImports = isImported(name, known.names);
    const lines = found.filter((one) => one.key === key).map(({ line }) => line);
    return {
      reason: `\`${name}\` is defined by hand and by what is generated now`,
      lines,
      isOfImports,
    };
  }
  return undefined;
}

/** A key that stands twice in a dictionary, and on neither side does. */
function keyTwice(found: readonly RepeatedKey[], known: Known): MergeFault | undefined {
  const isNew = ({ key, place }: RepeatedKey) =>
    !known.repeated.some((one) => one.key === key && one.place === place);
  const first = found.find(isNew);
  if (!first) return undefined;
  const reason = `the key \`${first.key}\` was added by hand and by what is generated now`;
  return { reason, lines: first.lines, apart: {} };
}

/** The sides as their lines are merged: with the imports that they have together. */
export interface MergedSides extends Sides {
  /** Imports that went, and come back where they are used. */
  readonly removed: readonly string[];
}

/**
 * Says what is wrong with a merged text: it does not parse; it has a name or a key of a dictionary
 * twice that neither side has; a function of a person's is asked too late; or a name is gone, or
 * another thing than where its line comes from. The formatter's parser is the stricter one: it knows
 * what Python refuses beyond its grammar.
 */
export function verifier(
  sides: Sides,
  merged: MergedSides,
  tools: PythonTools,
): NonNullable<LineRules["verify"]> {
  const known = knownOf(sides, merged);
  return async (text) => {
    const tree: PythonNode | null = await tools.syntax.parse(text);
    const named = namedText(tree, text);
    if (!tree || !named || (await formatted(text, tools)) === undefined) {
      return { reason: sides.trees.current ? WOULD_NOT_PARSE : UNPARSABLE };
    }
    return (
      definedTwice(definitionsOf(tree, text), known) ??
      keyTwice(repeatedKeys(tree, text), known) ??
      registeredLate(tree, text, merged) ??
      nameLost(named, known.names)
    );
  };
}
