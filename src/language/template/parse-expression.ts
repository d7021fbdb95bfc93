import { type Cursor, unexpected } from "./cursor.ts";
import { parseArguments, parsePrimary } from "./parse-primary.ts";
import { TemplateFault } from "./problem.ts";
import type { BinaryOperator, ChainNode, Expression, Span } from "./syntax.ts";

/** Operators of one strength, weakest first; all group from the left. */
const levels: readonly (readonly string[])[] = [["~"], ["+", "-"], ["*", "/", "//", "%"], ["**"]];

const comparisons = new Map<string, BinaryOperator>([
  ["==", "=="],
  ["===", "=="],
  ["!=", "!="],
  ["!==", "!="],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

function around(left: Span, right: Span): Span {
  return { start: left.start, end: right.end };
}

function parseChain(
  cursor: Cursor,
  operator: ChainNode["operator"],
  operand: (cursor: Cursor) => Expression,
): Expression {
  const first = operand(cursor);
  const operands = [first];
  while (cursor.accept(operator)) operands.push(operand(cursor));
  const last = operands.at(-1) ?? first;
  if (operands.length === 1) return first;
  return cursor.nest({ kind: "chain", operator, operands, ...wholeOf(first, last) }, operands);
}

/** Where a whole expression stands; a node's own span may be only its name. */
function wholeOf(first: Expression, last: Expression): Span {
  return { start: outermostStart(first), end: last.end };
}

function outermostStart(expression: Expression): number {
  switch (expression.kind) {
    case "member":
    case "item":
      return outermostStart(expression.object);
    case "filter":
      return outermostStart(expression.input);
    default:
      return expression.start;
  }
}

function parseLevel(cursor: Cursor, level: number): Expression {
  const operators = levels[level];
  if (!operators) return parsePrefixed(cursor);
  if (level === 0) return parseChain(cursor, "~", (inner) => parseLevel(inner, 1));
  let left = parseLevel(cursor, level + 1);
  while (cursor.peek().kind === "operator" && operators.includes(cursor.peek().text)) {
    const operator = cursor.next().text as BinaryOperator;
    const right = parseLevel(cursor, level + 1);
    const span = around(wholeOf(left, left), right);
    left = cursor.nest({ kind: "binary", operator, left, right, ...span }, [left, right]);
  }
  return left;
}

/** A sign binds tighter than a filter: `-1 | python` filters minus one. */
function parseSigned(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "operator" && (token.text === "-" || token.text === "+")) {
    cursor.next();
    const operator = token.text;
    const operand = cursor.deeper(() => parseSigned(cursor));
    return cursor.nest({ kind: "unary", operator, operand, ...around(token, operand) }, [operand]);
  }
  return parsePrimary(cursor, parseExpression);
}

function parsePrefixed(cursor: Cursor): Expression {
  let input = parseSigned(cursor);
  while (cursor.accept("|")) {
    const name = cursor.expectName("the name of a filter");
    const parsed = cursor.accept("(") ? parseArguments(cursor, parseExpression) : undefined;
    const named = parsed?.named[0];
    if (named) {
      throw new TemplateFault("template-unaccepted", named, {
        message: "Arguments of filters have no names",
        help: "Give them by their position",
      });
    }
    const positional = parsed?.positional ?? [];
    input = cursor.nest(
      {
        kind: "filter",
        filter: name.text,
        input,
        arguments: positional,
        start: name.start,
        end: name.end,
      },
      [input, ...positional],
    );
  }
  return input;
}

function parseComparison(cursor: Cursor): Expression {
  const left = parseLevel(cursor, 0);
  const operator = comparisons.get(cursor.peek().text);
  if (cursor.peek().kind !== "operator" || !operator) return left;
  cursor.next();
  const right = parseLevel(cursor, 0);
  const again = cursor.peek();
  if (again.kind === "operator" && comparisons.has(again.text)) {
    throw new TemplateFault("template-unaccepted", again, {
      message: "Comparisons cannot be chained",
      help: "Join two comparisons with `and`",
    });
  }
  const span = around(wholeOf(left, left), right);
  return cursor.nest({ kind: "binary", operator, left, right, ...span }, [left, right]);
}

function refuseTest(cursor: Cursor): void {
  const token = cursor.accept("is");
  if (!token) return;
  throw new TemplateFault("template-unaccepted", token, {
    message: "Tests with `is` are not part of templates",
    help: "Data has every member, with `null` where there is nothing: compare with `== null` or `!= null`",
  });
}

function acceptIn(cursor: Cursor): BinaryOperator | undefined {
  if (cursor.accept("in")) return "in";
  if (!cursor.accept("not")) return undefined;
  cursor.expect("in", "after `not`");
  return "not in";
}

function parseMembership(cursor: Cursor): Expression {
  let left = parseComparison(cursor);
  refuseTest(cursor);
  let operator = acceptIn(cursor);
  while (operator) {
    const right = parseComparison(cursor);
    const span = around(wholeOf(left, left), right);
    left = cursor.nest({ kind: "binary", operator, left, right, ...span }, [left, right]);
    operator = acceptIn(cursor);
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  const token = cursor.accept("not");
  if (!token) return parseMembership(cursor);
  const operand = cursor.deeper(() => parseNot(cursor));
  const span = around(token, operand);
  return cursor.nest({ kind: "unary", operator: "not", operand, ...span }, [operand]);
}

function parseOr(cursor: Cursor): Expression {
  return parseChain(cursor, "or", (inner) => parseChain(inner, "and", parseNot));
}

/**
 * One expression with all that may stand in it; what follows it is left to the caller.
 *
 * @throws TemplateFault at the first token that does not fit.
 */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.deeper(() => {
    const value = parseOr(cursor);
    if (!cursor.accept("if")) return value;
    const test = parseOr(cursor);
    const otherwise = cursor.accept("else") ? parseOr(cursor) : null;
    const last = otherwise ?? test;
    return cursor.nest(
      { kind: "choice", test, value, otherwise, ...wholeOf(value, last) },
      otherwise ? [test, value, otherwise] : [test, value],
    );
  });
}

/** An expression that is all of a mark. */
export function parseWholeExpression(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "end") throw unexpected(token, "a value");
  const expression = parseExpression(cursor);
  cursor.expectEnd();
  return expression;
}
