import type { PythonNode } from "../../ports.ts";
import { childAt, definitionIn } from "../python/definitions.ts";
import { type Chunk, type Insertion, type Lines, linesOf, type Stretch } from "./chunks.ts";
import { isFirstInLine } from "./python-comments.ts";

/** One of several things whose order does not matter, on lines of its own. */
interface Item {
  readonly line: number;
  readonly endLine: number;
  /** What it is known by among the others: a name, a key, or its text. */
  readonly key: string;
  /** Where it stands: in a class, a module, a list; with its name. */
  readonly place: string;
  /** A field whose order among the others matters is `ordered`. */
  readonly kind: "definition" | "ordered" | "free";
}

/** The members and elements of a text. */
export type Items = readonly Item[];

function textOf(node: PythonNode | undefined, text: string): string {
  return node ? text.slice(node.start, node.end) : "";
}

/** The order of members is the order of arguments, or of values that are counted. */
function isOrdered(definition: PythonNode, decorators: string, text: string): boolean {
  const bases = textOf(childAt(definition, "superclasses"), text);
  const body = textOf(childAt(definition, "body"), text);
  const isData = /\bdataclass\b|@(?:attr\.)?(?:s|define|frozen|attrs)\b/.test(decorators);
  if (isData && !/\bkw_only\s*=\s*True\b/.test(decorators)) return true;
  return /\bNamedTuple\b|\bStructure\b/.test(bases) || /=\s*(?:enum\.)?auto\(\)/.test(body);
}

/** The name of a member: a function, a class, an assignment to a plain name. */
function memberName(node: PythonNode, text: string): string | undefined {
  const definition = definitionIn(node);
  if (definition) {
    const decorators = textOf(node, text).slice(0, definition.start - node.start);
    const part = /\.(?:setter|getter|deleter)\b/.exec(decorators)?.[0] ?? "";
    return textOf(childAt(definition, "name"), text) + part;
  }
  const [statement] = node.type === "expression_statement" ? node.children : [];
  const left = statement?.type === "assignment" ? childAt(statement, "left") : undefined;
  return left?.type === "identifier" ? textOf(left, text) : undefined;
}

interface Members {
  readonly nodes: readonly PythonNode[];
  readonly place: string;
  readonly isOrdered: boolean;
}

/** Members of a module or a class; a text in quotes behind an assignment describes it. */
function membersOf({ nodes, place, isOrdered: ordered }: Members, text: string): Items {
  const items: Item[] = [];
  let last: PythonNode | undefined;
  for (const node of nodes) {
    const name = memberName(node, text);
    const previous = items.at(-1);
    const isText = node.type === "expression_statement" && node.children[0]?.type === "string";
    if (name !== undefined) {
      const kind = definitionIn(node) ? "definition" : ordered ? "ordered" : "free";
      items.push({ line: node.line, endLine: node.endLine, key: name, place, kind });
    } else if (isText && previous && last && previous.endLine === last.endLine) {
      items[items.length - 1] = { ...previous, endLine: node.endLine };
    }
    last = node;
  }
  return items;
}

const VALUES = new Set(["identifier", "attribute", "string", "integer", "float", "dictionary"]);

/** What an element is known by, where its order among the others does not matter. */
function elementKey(node: PythonNode, list: PythonNode, text: string): string | undefined {
  if (list.type === "dictionary") {
    return node.type === "pair" ? textOf(childAt(node, "key"), text) : undefined;
  }
  if (list.type === "argument_list") {
    return node.type === "keyword_argument" ? textOf(childAt(node, "name"), text) : undefined;
  }
  return VALUES.has(node.type) ? textOf(node, text) : undefined;
}

const LISTS = new Set(["list", "set", "dictionary", "argument_list"]);

function isList(node: PythonNode, above: PythonNode, text: string): boolean {
  if (LISTS.has(node.type)) return true;
  return node.type === "tuple" && textOf(childAt(above, "left"), text) === "__all__";
}

/** Whether an element has its lines for itself, with a comma behind it. */
function isAlone(node: PythonNode, text: string): boolean {
  const behind = /[^\S\n]*,[^\S\n]*(?:#.*)?$/my;
  behind.lastIndex = node.end;
  // First what is told at once: a line may hold thousands of elements.
  return behind.test(text) && isFirstInLine(node, text);
}

/** Elements that stand on lines of their own. */
function elementsOf(list: PythonNode, place: string, text: string): readonly Item[] {
  return list.children.flatMap((node): readonly Item[] => {
    const key = elementKey(node, list, text);
    if (key === undefined || !isAlone(node, text)) return [];
    const { line, endLine } = node;
    return [{ line, endLine, key, place: `${place}${list.type}`, kind: "free" }];
  });
}

/** Finds the members of a module and its classes, and the elements of its lists. */
export function itemsOf(module: PythonNode, text: string): Items {
  const items: Item[] = [];

  function visitClass(node: PythonNode, definition: PythonNode, place: string): void {
    const body = childAt(definition, "body");
    if (definition.type !== "class_definition" || !body) return;
    const decorators = text.slice(node.start, definition.start);
    const ordered = isOrdered(definition, decorators, text);
    items.push(...membersOf({ nodes: body.children, place, isOrdered: ordered }, text));
  }

  function visit(node: PythonNode, place: string): void {
    for (const child of node.children) {
      const definition = definitionIn(child);
      const name = memberName(child, text);
      const inside = name === undefined ? place : `${place}${name}.`;
      if (isList(child, node, text)) items.push(...elementsOf(child, inside, text));
      if (definition) visitClass(child, definition, inside);
      // What decorates a definition is no scope of its own.
      visit(definition ?? child, inside);
    }
  }

  items.push(...membersOf({ nodes: module.children, place: "", isOrdered: false }, text));
  visit(module, "");
  return items;
}

/** The items that some lines are, if they are whole items of one place and nothing else. */
function wholeItems(items: Items, lines: readonly string[], { start, end }: Stretch) {
  const inside = items.filter((item) => item.line >= start && item.endLine <= end);
  // Of an item and those within it, the outer one counts.
  const outer = inside.filter(
    (item) =>
      !inside.some(
        (other) =>
          other !== item &&
          other.line <= item.line &&
          other.endLine >= item.endLine &&
          other.place !== item.place,
      ),
  );
  const [first] = outer;
  if (!first || outer.some(({ place }) => place !== first.place)) return undefined;
  for (let at = start; at < end; at += 1) {
    const line = lines[at]?.trim() ?? "";
    const isInside = outer.some((item) => at >= item.line && at < item.endLine);
    if (!isInside && line !== "" && !line.startsWith("#")) return undefined;
  }
  return outer;
}

/** The items of the person's text and of the generated one. */
export interface SideItems {
  readonly current: Items;
  readonly generated: Items;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

/** Two stretches of lines, with an empty line between functions. */
function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  const isApart = isBlank(first.at(-1)) || isBlank(second[0]);
  const needsSpace = /^\s*(?:@|async |def |class )/.test(second[0] ?? "");
  return isApart || !needsSpace ? [...first, ...second] : [...first, "", ...second];
}

function areAll(kind: Item["kind"], items: readonly Item[]): boolean {
  return items.every((item) => item.kind === kind);
}

/**
 * Both sides put items in at one place: the person's come first, but functions behind fields; what
 * both have stands there once.
 */
function bothInsertions(own: Insertion, other: Insertion, lines: Lines, items: SideItems) {
  const current = wholeItems(items.current, lines.current, own.lines);
  const generated = wholeItems(items.generated, lines.generated, other.lines);
  if (!current || !generated || current[0]?.place !== generated[0]?.place) return undefined;
  const [isOwnOrdered, isOtherOrdered] = [current, generated].map((side) =>
    side.some(({ kind }) => kind === "ordered"),
  );
  if (isOwnOrdered && isOtherOrdered) return undefined;
  const text = (side: readonly string[], { line, endLine }: Item) =>
    side.slice(line, endLine).join("\n");
  const known = new Map(current.map((item) => [item.key, text(lines.current, item)]));
  const equal = generated.filter((item) => known.get(item.key) === text(lines.generated, item));
  if (generated.some((item) => known.has(item.key) && !equal.includes(item))) return undefined;
  const added = lines.generated.slice(other.lines.start, other.lines.end).filter((_, index) => {
    const at = other.lines.start + index;
    return !equal.some(({ line, endLine }) => at >= line && at < endLine);
  });
  const first = lines.current.slice(own.lines.start, own.lines.end);
  if (equal.length === generated.length) return first;
  const isBehind =
    areAll("definition", current) && !generated.some(({ kind }) => kind === "definition");
  return isBehind ? joined(added, first) : joined(first, added);
}

/** One side put items in beside lines that the other one changed. */
function besideChange(insertion: Insertion, chunk: Chunk, lines: Lines, items: SideItems) {
  const { side, at } = insertion;
  const whole = wholeItems(items[side], lines[side], insertion.lines);
  if (!whole || whole.some(({ kind }) => kind === "ordered")) return undefined;
  const changed = linesOf(lines, chunk, side === "current" ? "generated" : "current");
  const added = lines[side].slice(insertion.lines.start, insertion.lines.end);
  // An element that the other side put there too is no second one.
  if (added.some((line) => line.trim() !== "" && changed.includes(line))) return undefined;
  return at === "start" ? joined(added, changed) : joined(changed, added);
}

function indentOf(lines: readonly string[]): number {
  return Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
}

/** One side goes on with a block that the other one puts items behind: the block comes first. */
function deeperFirst(insertions: readonly Insertion[], lines: Lines, items: SideItems) {
  const sides = insertions.map((insertion) => {
    const { side, lines: at } = insertion;
    const added = lines[side].slice(at.start, at.end);
    return { added, indent: indentOf(added), isWhole: wholeItems(items[side], lines[side], at) };
  });
  const [deeper, behind] = sides.sort((a, b) => b.indent - a.indent);
  if (!deeper || !behind?.isWhole || deeper.indent === behind.indent) return undefined;
  return joined(deeper.added, behind.added);
}

/** Keeps what both sides put in at one place, where its order does not matter or is clear. */
export function settleItems(
  chunk: Chunk,
  lines: Lines,
  items: SideItems,
): readonly string[] | undefined {
  const own = chunk.insertions?.find(({ side }) => side === "current");
  const other = chunk.insertions?.find(({ side }) => side === "generated");
  if (own && other) {
    return bothInsertions(own, other, lines, items) ?? deeperFirst([own, other], lines, items);
  }
  const one = own ?? other;
  return one && besideChange(one, chunk, lines, items);
}
