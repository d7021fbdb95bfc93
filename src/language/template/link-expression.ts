import { nearest } from "../nearest.ts";
import { applyFilter, countProblem } from "./filter.ts";
import { filters } from "./filters/index.ts";
import { linkCall } from "./link-call.ts";
import type { Linker } from "./linker.ts";
import { operate } from "./operators.ts";
import { type Evaluate, pathOf } from "./paths.ts";
import { TemplateFault } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Scope } from "./scope.ts";
import type {
  BinaryNode,
  ChainNode,
  ChoiceNode,
  DictionaryNode,
  Expression,
  FilterNode,
  ItemNode,
  ListNode,
  MemberNode,
  NameNode,
  UnaryNode,
} from "./syntax.ts";
import {
  closedMember,
  isClosedMember,
  isTrue,
  kindOf,
  memberOf,
  memberReader,
  missingMember,
  nameOfKind,
  textOf,
  unprintable,
} from "./values.ts";

function dataValue(run: Run, node: NameNode, known: () => readonly string[]): unknown {
  const value = Object.hasOwn(run.data, node.name) ? run.data[node.name] : undefined;
  if (value !== undefined && kindOf(value) !== "closed") return value;
  throw new TemplateFault("template-unknown-name", node, {
    message: `\`${node.name}\` is not known in this template`,
    suggestions: nearest(node.name, [...known(), ...Object.keys(run.data)]),
  });
}

function linkName(node: NameNode, scope: Scope, linker: Linker): Evaluate {
  const known = () => [...scope.names(), ...linker.macroNames()];
  const variable = scope.find(node.name);
  if (variable) {
    linker.resolved.set(node, variable);
    linker.read.add(variable);
    const { slot, frame } = variable;
    return (run) => {
      const value = frame === "file" ? run.file[slot] : run.macro[slot];
      return value === undefined ? dataValue(run, node, known) : value;
    };
  }
  linker.checkName(node, known);
  return (run) => dataValue(run, node, known);
}

function linkMember(node: MemberNode, scope: Scope, linker: Linker): Evaluate {
  if (isClosedMember(node.member)) linker.report(closedMember(node.member, node).problem);
  const object = linkExpression(node.object, scope, linker);
  const { member } = node;
  const read = memberReader(member);
  return (run) => {
    const value = object(run);
    const found = read(value);
    if (found !== undefined) return found;
    throw missingMember(value, member, { span: node, path: pathOf(node.object, run, linker) });
  };
}

function linkItem(node: ItemNode, scope: Scope, linker: Linker): Evaluate {
  const { index: key } = node;
  if (key.kind === "literal" && typeof key.value === "string" && isClosedMember(key.value)) {
    linker.report(closedMember(key.value, node).problem);
  }
  const object = linkExpression(node.object, scope, linker);
  const index = linkExpression(node.index, scope, linker);
  return (run) => {
    const value = object(run);
    const at = index(run);
    const found = memberOf(value, at);
    if (found !== undefined) return found;
    const path = pathOf(node.object, run, linker);
    if (typeof at === "string" || typeof at === "number") {
      throw missingMember(value, at, { span: node, path });
    }
    throw new TemplateFault("template-value", node, {
      message: `\`${path}\` is looked up with ${nameOfKind(at)}`,
      expected: "a number for a list, text for an object",
    });
  };
}

function linkList(node: ListNode, scope: Scope, linker: Linker): Evaluate {
  const items = node.items.map((item) => linkExpression(item, scope, linker));
  return (run) => items.map((item) => item(run));
}

function linkDictionary(node: DictionaryNode, scope: Scope, linker: Linker): Evaluate {
  const entries = node.entries.map(({ key, value }) => ({
    key,
    value: linkExpression(value, scope, linker),
  }));
  return (run) => {
    const object: Record<string, unknown> = Object.create(null);
    for (const { key, value } of entries) object[key] = value(run);
    return object;
  };
}

function linkFilter(node: FilterNode, scope: Scope, linker: Linker): Evaluate {
  const input = linkExpression(node.input, scope, linker);
  const given = node.arguments.map((argument) => linkExpression(argument, scope, linker));
  const filter = filters.get(node.filter);
  if (!filter) {
    linker.report(
      new TemplateFault("template-unknown-filter", node, {
        message: `There is no filter \`${node.filter.slice(0, 100)}\``,
        suggestions: nearest(node.filter, filters.keys()),
      }).problem,
    );
    return input;
  }
  const problem = countProblem(node.filter, filter, given.length);
  if (problem) linker.report(new TemplateFault("template-arguments", node, problem).problem);
  if (given.length === 0) {
    return (run) => {
      const value = input(run);
      run.at = node;
      return filter.apply(value, given, run.filter);
    };
  }
  return (run) => {
    const call = { input: input(run), given: given.map((argument) => argument(run)) };
    run.at = node;
    return applyFilter(filter, call, run.filter);
  };
}

function linkUnary(node: UnaryNode, scope: Scope, linker: Linker): Evaluate {
  const operand = linkExpression(node.operand, scope, linker);
  const { operator } = node;
  if (operator === "not") return (run) => !isTrue(operand(run));
  return (run) => {
    const value = operand(run);
    if (typeof value === "number") return operator === "-" ? -value : value;
    throw new TemplateFault("template-value", node, {
      message: `\`${operator}\` cannot be used with ${nameOfKind(value)}`,
    });
  };
}

function linkBinary(node: BinaryNode, scope: Scope, linker: Linker): Evaluate {
  const left = linkExpression(node.left, scope, linker);
  const right = linkExpression(node.right, scope, linker);
  const { operator } = node;
  return (run) => {
    const operands = { left: left(run), right: right(run) };
    run.at = node;
    return operate(operator, operands, run.operation);
  };
}

/** `and` and `or` give the operand that decides, as in Python. */
function linkLogic(operands: readonly Evaluate[], decides: boolean): Evaluate {
  return (run) => {
    let value: unknown = null;
    for (const operand of operands) {
      value = operand(run);
      if (isTrue(value) === decides) return value;
    }
    return value;
  };
}

function linkChain(node: ChainNode, scope: Scope, linker: Linker): Evaluate {
  const operands = node.operands.map((operand) => linkExpression(operand, scope, linker));
  if (node.operator !== "~") return linkLogic(operands, node.operator === "or");
  return (run) => {
    const texts = operands.map((operand, index) =>
      linkedText(operand(run), node.operands[index] ?? node, { run, linker }),
    );
    run.at = node;
    run.filter.room(texts.reduce((length, text) => length + text.length, 0));
    return texts.join("");
  };
}

/** The text of a value, or the fault that it has none. */
export function linkedText(
  value: unknown,
  node: Expression,
  at: { readonly run: Run; readonly linker: Linker },
): string {
  const text = textOf(value);
  if (text !== undefined) return text;
  throw unprintable(value, { span: node, path: pathOf(node, at.run, at.linker) });
}

function linkChoice(node: ChoiceNode, scope: Scope, linker: Linker): Evaluate {
  const test = linkExpression(node.test, scope, linker);
  const value = linkExpression(node.value, scope, linker);
  const otherwise = node.otherwise ? linkExpression(node.otherwise, scope, linker) : () => "";
  return (run) => (isTrue(test(run)) ? value(run) : otherwise(run));
}

function linkNode(node: Expression, scope: Scope, linker: Linker): Evaluate {
  switch (node.kind) {
    case "literal": {
      const { value } = node;
      return () => value;
    }
    case "name":
      return linkName(node, scope, linker);
    case "member":
      return linkMember(node, scope, linker);
    case "item":
      return linkItem(node, scope, linker);
    case "list":
      return linkList(node, scope, linker);
    case "dictionary":
      return linkDictionary(node, scope, linker);
    case "call":
      return linkCall(node, scope, linker);
    case "filter":
      return linkFilter(node, scope, linker);
    case "unary":
      return linkUnary(node, scope, linker);
    case "binary":
      return linkBinary(node, scope, linker);
    case "chain":
      return linkChain(node, scope, linker);
    case "choice":
      return linkChoice(node, scope, linker);
  }
}

/** Turns an expression into a function; faults that can be seen without data are reported. */
export function linkExpression(node: Expression, scope: Scope, linker: Linker): Evaluate {
  linker.nodes += 1;
  linker.depth += 1;
  const evaluate = linkNode(node, scope, linker);
  linker.depth -= 1;
  return evaluate;
}
