import { limits } from "./limits.ts";
import { TemplateFault } from "./problem.ts";
import type { BinaryOperator, Span } from "./syntax.ts";
import { isDataObject, isList, nameOfKind } from "./values.ts";

/** What an operator needs beside its operands. */
export interface Operation {
  readonly span: Span;
  /** Counts characters that are read or written. */
  readonly spend: (characters: number) => void;
}

/** Texts, numbers and booleans by value, lists and objects by identity: data may be cyclic. */
function same(left: unknown, right: unknown, operation: Operation): boolean {
  if (typeof left === "string" && typeof right === "string" && left.length === right.length) {
    operation.spend(left.length);
  }
  return left === right;
}

function wrongOperands(
  operator: string,
  operands: { readonly left: unknown; readonly right: unknown },
  operation: Operation,
): TemplateFault {
  const { left, right } = operands;
  return new TemplateFault("template-value", operation.span, {
    message: `\`${operator}\` cannot be used with ${nameOfKind(left)} and ${nameOfKind(right)}`,
    ...(operator === "+" ? { help: "`~` joins values as text" } : {}),
  });
}

const arithmetic = new Map<BinaryOperator, (left: number, right: number) => number>([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
  ["//", (left, right) => Math.floor(left / right)],
  ["%", (left, right) => left % right],
  ["**", (left, right) => left ** right],
]);

function calculate(operator: BinaryOperator, left: unknown, right: unknown, operation: Operation) {
  const calculation = arithmetic.get(operator);
  if (typeof left !== "number" || typeof right !== "number" || !calculation) {
    throw wrongOperands(operator, { left, right }, operation);
  }
  const result = calculation(left, right);
  if (Number.isFinite(result)) return result;
  throw new TemplateFault("template-value", operation.span, {
    message: `\`${left} ${operator} ${right}\` is no number`,
  });
}

/** Joins texts within the limit. */
function joinTexts(left: string, right: string, operation: Operation): string {
  const length = left.length + right.length;
  operation.spend(length);
  if (length > limits.text) throw tooLong(operation.span);
  return left + right;
}

/** The fault that a text grows beyond what any file needs. */
export function tooLong(span: Span): TemplateFault {
  return new TemplateFault("template-limit", span, {
    message: `A text grows beyond ${limits.text} characters`,
  });
}

function compare(operator: BinaryOperator, left: unknown, right: unknown, operation: Operation) {
  const texts = typeof left === "string" && typeof right === "string";
  if (!texts && !(typeof left === "number" && typeof right === "number")) {
    throw wrongOperands(operator, { left, right }, operation);
  }
  if (texts) operation.spend(Math.min(left.length, right.length));
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}

/** Searching is charged at its worst, which is text times needle. */
export function spendSearch(
  text: string,
  needle: string,
  spend: (characters: number) => void,
): void {
  spend(text.length * Math.max(1, Math.ceil(needle.length / 16)));
}

function contains(left: unknown, right: unknown, operation: Operation): boolean {
  if (isList(right)) {
    operation.spend(right.length);
    return right.some((item) => same(item, left, operation));
  }
  if (typeof left === "string" && typeof right === "string") {
    spendSearch(right, left, operation.spend);
    return right.includes(left);
  }
  if (typeof left === "string" && isDataObject(right)) return Object.hasOwn(right, left);
  throw wrongOperands("in", { left, right }, operation);
}

/** The value of a binary operator. @throws TemplateFault where the operands do not fit. */
export function operate(
  operator: BinaryOperator,
  operands: { readonly left: unknown; readonly right: unknown },
  operation: Operation,
): unknown {
  const { left, right } = operands;
  switch (operator) {
    case "==":
      return same(left, right, operation);
    case "!=":
      return !same(left, right, operation);
    case "in":
      return contains(left, right, operation);
    case "not in":
      return !contains(left, right, operation);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, left, right, operation);
    case "+":
      if (typeof left === "string" && typeof right === "string") {
        return joinTexts(left, right, operation);
      }
      return calculate(operator, left, right, operation);
    default:
      return calculate(operator, left, right, operation);
  }
}
