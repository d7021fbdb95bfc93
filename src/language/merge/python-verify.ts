import type { PythonNode } from "../../ports.ts";
import {
  countOf,
  type Definition,
  definitionsOf,
  moduleNames,
  usedNames,
} from "../python/definitions.ts";
import type { LineRules, MergeFault } from "./line-merge.ts";
import type { Versions } from "./outcome.ts";
import { formatted, type PythonTools, type Trees } from "./python-tools.ts";

const UNPARSABLE = "it was changed by hand, and it is no Python that parses any more";
const WOULD_NOT_PARSE = "it was changed by hand, and with what is generated now it would not parse";

/** What the two sides of a merge define and use. */
interface Known {
  readonly current: readonly Definition[];
  readonly generated: readonly Definition[];
  /** Names that a module of the generated text can use anywhere. */
  readonly offered: ReadonlySet<string>;
  /** Names that the person's text uses. */
  readonly used: ReadonlyMap<string, number>;
}

function knownOf(versions: Versions, { current, generated }: Trees): Known {
  const own = current ? definitionsOf(current, versions.current) : [];
  const other = generated ? definitionsOf(generated, versions.generated) : [];
  const used = current ? usedNames(current, versions.current) : new Map<string, number>();
  return { current: own, generated: other, offered: moduleNames(other), used };
}

/** A name that a text defines more often than either side does. */
function definedTwice(found: readonly Definition[], known: Known): MergeFault | undefined {
  const sides = [countOf(known.current), countOf(known.generated)];
  for (const [key, count] of countOf(found)) {
    if (count <= Math.max(1, ...sides.map((counts) => counts.get(key) ?? 0))) continue;
    const name = key.replaceAll(/[()]|^import /g, "");
    const lines = found.filter((one) => one.key === key).map(({ line }) => line);
    return { reason: `\`${name}\` is defined by hand and by what is generated now`, lines };
  }
  return undefined;
}

/** A name that what is generated now needs, and that a person took out. */
function missingName(
  found: readonly Definition[],
  { used, text }: { readonly used: ReadonlyMap<string, number>; readonly text: string },
  known: Known,
): MergeFault | undefined {
  if (/^from .* import \*/m.test(text)) return undefined;
  const own = moduleNames(found);
  for (const [name, line] of used) {
    if (!known.offered.has(name) || own.has(name) || known.used.has(name)) continue;
    const reason = `what is generated now needs \`${name}\`, which was taken out by hand`;
    return { reason, lines: [line] };
  }
  return undefined;
}

/**
 * Says what is wrong with a merged text: it does not parse, defines a name twice that neither side
 * does, or needs one that is gone. The formatter's parser is the stricter one: it knows what Python
 * refuses beyond its grammar.
 */
export function verifier(
  versions: Versions,
  trees: Trees,
  tools: PythonTools,
): NonNullable<LineRules["verify"]> {
  const known = knownOf(versions, trees);
  return async (text) => {
    const tree: PythonNode | null = await tools.syntax.parse(text);
    if (!tree || (await formatted(text, tools)) === undefined) {
      return { reason: trees.current ? WOULD_NOT_PARSE : UNPARSABLE };
    }
    const found = definitionsOf(tree, text);
    const use = { used: usedNames(tree, text), text };
    return definedTwice(found, known) ?? missingName(found, use, known);
  };
}
