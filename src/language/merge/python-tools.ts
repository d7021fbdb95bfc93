import { FormatError, type Formatter, type PythonNode, type PythonSyntax } from "../../ports.ts";
import type { ImportGroups } from "../template/import-order.ts";
import type { Versions } from "./outcome.ts";

/** What a merge of Python needs of the outside. */
export interface PythonTools {
  readonly syntax: PythonSyntax;
  readonly formatter: Formatter;
  readonly groups: ImportGroups;
}

/** Parses each text once: a merge is tried in several ways, and most texts stay the same. */
export function remembering({ parse }: PythonSyntax): PythonSyntax {
  const known = new Map<string, Promise<PythonNode | null>>();
  return {
    parse(text) {
      const tree = known.get(text) ?? parse(text);
      known.set(text, tree);
      return tree;
    },
  };
}

/** The trees of three texts; null for one that does not parse. */
export type Trees = Versions<PythonNode | null>;

/** Three texts with their trees. */
export interface Sides {
  readonly texts: Versions;
  readonly trees: Trees;
}

/** Parses three texts. */
export async function treesOf(versions: Versions, { syntax }: PythonTools): Promise<Trees> {
  return {
    base: await syntax.parse(versions.base),
    current: await syntax.parse(versions.current),
    generated: await syntax.parse(versions.generated),
  };
}

/** A text in the formatter's form; undefined where it does not parse. */
export async function formatted(
  text: string,
  { formatter }: PythonTools,
): Promise<string | undefined> {
  try {
    return await formatter.format("merged.py", text);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return undefined;
  }
}
