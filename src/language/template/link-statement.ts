import { linkExpression, linkedText } from "./link-expression.ts";
import type { Linker } from "./linker.ts";
import { type Evaluate, pathOf } from "./paths.ts";
import { TemplateFault } from "./problem.ts";
import { type ChunkOrigin, capture, count, type Run, write } from "./run.ts";
import type { Scope, Variable } from "./scope.ts";
import type {
  Body,
  ForStatement,
  IfStatement,
  PrintStatement,
  SetStatement,
  Statement,
  TextStatement,
} from "./syntax.ts";
import { isDataObject, isList, isTrue, nameOfKind } from "./values.ts";

/** A statement or a body, ready to run. */
export type Execute = (run: Run) => void;

function linkText(node: TextStatement): Execute {
  const { text } = node;
  const origin: ChunkOrigin = { start: node.start, lines: true };
  return (run) => write(run, text, origin);
}

function linkPrint(node: PrintStatement, scope: Scope, linker: Linker): Execute {
  const value = linkExpression(node.value, scope, linker);
  const origin: ChunkOrigin = { start: node.start, lines: false };
  return (run) => {
    const found = value(run);
    const text = typeof found === "string" ? found : linkedText(found, node.value, { run, linker });
    write(run, text, origin);
  };
}

function linkIf(node: IfStatement, scope: Scope, linker: Linker): Execute {
  const branches = node.branches.map(({ test, body }) => ({
    test: linkExpression(test, scope, linker),
    body: linkBody(body, scope, linker),
  }));
  const otherwise = node.otherwise ? linkBody(node.otherwise, scope, linker) : undefined;
  return (run) => {
    for (const { test, body } of branches) {
      if (isTrue(test(run))) return body(run);
    }
    return otherwise?.(run);
  };
}

function assign(variable: Variable): (run: Run, value: unknown) => void {
  const { slot } = variable;
  return variable.frame === "file"
    ? (run, value) => {
        run.file[slot] = value;
      }
    : (run, value) => {
        run.macro[slot] = value;
      };
}

function isBody(value: SetStatement["value"]): value is Body {
  return Array.isArray(value);
}

/** A macro sees the file's variables but sets its own. */
function target(name: string, scope: Scope, linker: Linker): Variable {
  const known = scope.find(name);
  return known && known.frame === linker.frame ? known : scope.declare(name);
}

function linkSet(node: SetStatement, scope: Scope, linker: Linker): Execute {
  const { value } = node;
  const evaluate: Evaluate = isBody(value)
    ? linkCapture(value, node, { scope, linker })
    : linkExpression(value, scope, linker);
  const set = assign(target(node.name, scope, linker));
  return (run) => set(run, evaluate(run));
}

function linkCapture(
  body: Body,
  node: SetStatement,
  at: { scope: Scope; linker: Linker },
): Evaluate {
  const execute = linkBody(body, at.scope, at.linker);
  return (run) => capture(run, execute, node);
}

/** What a loop goes over: its items, and what each is called by in a message. */
interface Rounds {
  readonly items: readonly unknown[];
  /** Keys of an object; null where the items are called by their index. */
  readonly keys: readonly string[] | null;
}

/** What the variables of a loop over pairs are set to. */
function pairOf(item: unknown, node: ForStatement, path: () => string): readonly unknown[] {
  if (isList(item) && item.length === node.names.length) return item;
  throw new TemplateFault("template-value", node.list, {
    message: `\`${path()}\` is not a list of ${node.names.length} items`,
  });
}

function wrongList(value: unknown, node: ForStatement, path: string): TemplateFault {
  const object = isDataObject(value);
  return new TemplateFault("template-value", node.list, {
    message: `\`${path}\` is ${nameOfKind(value)} and cannot be looped over`,
    expected: object ? "two variables: `{% for key, value in … %}`" : "a list, or an object",
  });
}

function roundsOf(value: unknown, node: ForStatement, path: () => string): Rounds {
  if (isList(value)) return { items: value, keys: null };
  if (isDataObject(value) && node.names.length === 2) {
    const keys = Object.keys(value);
    return { items: keys.map((key) => [key, value[key]]), keys };
  }
  throw wrongList(value, node, path());
}

function loopData(index: number, length: number): Readonly<Record<string, unknown>> {
  return {
    index: index + 1,
    index0: index,
    first: index === 0,
    last: index === length - 1,
    length,
  };
}

/** Sets the variables of a loop to an item, or to the parts of one. */
function linkRound(node: ForStatement, variables: readonly Variable[], path: (run: Run) => string) {
  const setters = variables.map(assign);
  const [setOnly] = setters;
  if (setters.length === 1 && setOnly) return setOnly;
  return (run: Run, item: unknown, index: number) => {
    const values = pairOf(item, node, () => `${path(run)}[${index}]`);
    setters.forEach((set, at) => {
      set(run, values[at]);
    });
  };
}

function linkFor(node: ForStatement, scope: Scope, linker: Linker): Execute {
  const list = linkExpression(node.list, scope, linker);
  const inner = scope.inner();
  const loop = linker.loops;
  linker.loops += 1;
  const lastName = node.names.length - 1;
  const variables = node.names.map((name, index) => {
    const pair = lastName > 0 && index < lastName;
    return inner.declare(name, { loop, list: node.list, role: pair ? "key" : "item" });
  });
  const path = (run: Run) => pathOf(node.list, run, linker);
  const setRound = linkRound(node, variables, path);
  const loopVariable = inner.declare("loop");
  const setLoop = assign(loopVariable);
  const before = { nodes: linker.nodes, slots: inner.size() };
  const body = linkBody(node.body, inner, linker);
  const cost = linker.nodes - before.nodes + 1;
  const own = { from: before.slots, to: inner.size(), frame: linker.frame };
  const otherwise = node.otherwise ? linkBody(node.otherwise, scope, linker) : undefined;
  // Few bodies ask which round they are in.
  const readsLoop = linker.read.has(loopVariable);
  return (run) => {
    const { items, keys } = roundsOf(list(run), node, () => path(run));
    for (let index = 0; index < items.length; index += 1) {
      count(run, cost, node);
      run.positions[loop] = keys?.[index] ?? index;
      forget(run, own);
      setRound(run, items[index], index);
      if (readsLoop) setLoop(run, loopData(index, items.length));
      body(run);
    }
    if (items.length === 0) otherwise?.(run);
  };
}

/** What a round set is not known in the next one. */
function forget(run: Run, own: { from: number; to: number; frame: Variable["frame"] }): void {
  const slots = own.frame === "file" ? run.file : run.macro;
  for (let slot = own.from; slot < own.to; slot += 1) slots[slot] = undefined;
}

function linkStatement(node: Statement, scope: Scope, linker: Linker): Execute {
  linker.nodes += 1;
  switch (node.kind) {
    case "text":
      return linkText(node);
    case "print":
      return linkPrint(node, scope, linker);
    case "imports":
      return (run) => {
        run.mark = run.chunks.length;
      };
    case "if":
      return linkIf(node, scope, linker);
    case "for":
      return linkFor(node, scope, linker);
    case "set":
      return linkSet(node, scope, linker);
  }
}

/** Turns statements into one function. */
export function linkBody(body: Body, scope: Scope, linker: Linker): Execute {
  linker.depth += 2;
  const statements = body.map((statement) => linkStatement(statement, scope, linker));
  linker.depth -= 2;
  return (run) => {
    for (const statement of statements) statement(run);
  };
}
