import { type Cursor, unexpected } from "./cursor.ts";
import { TemplateFault } from "./problem.ts";
import type { CallNode, DictionaryNode, Expression } from "./syntax.ts";
import type { Token } from "./tokens.ts";

type Parse = (cursor: Cursor) => Expression;

/** Words that are no names; each is a value or belongs to the syntax. */
const constants = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["none", null],
  ["null", null],
]);
const reservedWords = new Set(["and", "or", "not", "in", "is", "if", "else"]);

/** Whether a word may be a variable, a macro or a parameter. */
export function isVariableName(word: string): boolean {
  return !constants.has(word) && !reservedWords.has(word);
}

function parseName(cursor: Cursor, token: Token): Expression {
  const span = { start: token.start, end: token.end };
  const constant = constants.get(token.text);
  if (constant !== undefined) return cursor.nest({ kind: "literal", value: constant, ...span }, []);
  if (reservedWords.has(token.text)) throw unexpected(token, "a value");
  const after = cursor.peek();
  if (token.text === "r" && after.text.startsWith("/") && after.start === token.end) {
    throw new TemplateFault("template-unaccepted", token, {
      message: "Regular expressions are not part of templates",
      help: "Use the filter `replace`, or the operator `in`",
    });
  }
  return cursor.nest({ kind: "name", name: token.text, ...span }, []);
}

function parseList(cursor: Cursor, open: Token, parse: Parse): Expression {
  const items: Expression[] = [];
  while (cursor.peek().text !== "]" || cursor.peek().kind !== "operator") {
    items.push(parse(cursor));
    if (!cursor.accept(",")) break;
  }
  const close = cursor.expect("]", "or `,`");
  return cursor.nest({ kind: "list", items, start: open.start, end: close.end }, items);
}

function parseEntry(cursor: Cursor, parse: Parse): DictionaryNode["entries"][number] {
  const key = cursor.next();
  if (key.kind !== "string" && key.kind !== "name") throw unexpected(key, "a name or quoted text");
  cursor.expect(":", "after the key");
  return { key: key.text, value: parse(cursor) };
}

function parseDictionary(cursor: Cursor, open: Token, parse: Parse): Expression {
  const entries: DictionaryNode["entries"][number][] = [];
  while (cursor.peek().text !== "}" || cursor.peek().kind !== "operator") {
    entries.push(parseEntry(cursor, parse));
    if (!cursor.accept(",")) break;
  }
  const close = cursor.expect("}", "or `,`");
  return cursor.nest(
    { kind: "dictionary", entries, start: open.start, end: close.end },
    entries.map((entry) => entry.value),
  );
}

/** Brackets leave no node; a list in them would be a tuple, which templates do not have. */
function parseGroup(cursor: Cursor, parse: Parse): Expression {
  const inner = parse(cursor);
  const comma = cursor.peek();
  if (comma.kind === "operator" && comma.text === ",") {
    throw new TemplateFault("template-unaccepted", comma, {
      message: "A list stands in square brackets",
      expected: "`[a, b]`",
    });
  }
  cursor.expect(")", "after the value");
  return inner;
}

function parseAtom(cursor: Cursor, parse: Parse): Expression {
  const token = cursor.next();
  const span = { start: token.start, end: token.end };
  if (token.kind === "name") return parseName(cursor, token);
  if (token.kind === "string") {
    return cursor.nest({ kind: "literal", value: token.text, ...span }, []);
  }
  if (token.kind === "number") {
    return cursor.nest({ kind: "literal", value: Number(token.text), ...span }, []);
  }
  if (token.kind === "operator") {
    if (token.text === "(") return parseGroup(cursor, parse);
    if (token.text === "[") return parseList(cursor, token, parse);
    if (token.text === "{") return parseDictionary(cursor, token, parse);
  }
  throw unexpected(token, "a value");
}

/** The arguments of a macro or a filter, up to and with the closing bracket. */
export function parseArguments(
  cursor: Cursor,
  parse: Parse,
): {
  positional: Expression[];
  named: (CallNode["named"][number] & { start: number; end: number })[];
} {
  const positional: Expression[] = [];
  const named: (CallNode["named"][number] & { start: number; end: number })[] = [];
  while (cursor.peek().text !== ")" || cursor.peek().kind !== "operator") {
    const value = parse(cursor);
    if (value.kind === "name" && cursor.accept("=")) {
      named.push({ name: value.name, value: parse(cursor), start: value.start, end: value.end });
    } else if (named.length > 0) {
      throw unexpected(
        { kind: "operator", text: ",", start: value.start, end: value.end },
        "arguments with a name last",
      );
    } else {
      positional.push(value);
    }
    if (!cursor.accept(",")) break;
  }
  cursor.expect(")", "or `,`");
  return { positional, named };
}

function parseCall(cursor: Cursor, called: Expression, parse: Parse): Expression {
  if (called.kind !== "name") {
    const method = called.kind === "member" ? ` such as \`${called.member}\`` : "";
    throw new TemplateFault("template-unaccepted", called, {
      message: `Only macros can be called, no methods${method}`,
      help: "Values are changed by filters: `name | upper`",
    });
  }
  const { positional, named } = parseArguments(cursor, parse);
  const span = { start: called.start, end: called.end };
  const inside = [...positional, ...named.map((argument) => argument.value)];
  return cursor.nest({ kind: "call", macro: called.name, positional, named, ...span }, inside);
}

function parseMember(cursor: Cursor, object: Expression): Expression {
  const member = cursor.expectName("the name of a member");
  const span = { start: member.start, end: member.end };
  return cursor.nest({ kind: "member", object, member: member.text, ...span }, [object]);
}

function parseItem(cursor: Cursor, object: Expression, parse: Parse): Expression {
  const index = parse(cursor);
  const colon = cursor.peek();
  if (colon.kind === "operator" && colon.text === ":") {
    throw new TemplateFault("template-unaccepted", colon, {
      message: "Slices are not part of templates",
      help: "Use `first` or `last`, or a loop with `loop.index`",
    });
  }
  const close = cursor.expect("]", "after the index");
  return cursor.nest({ kind: "item", object, index, start: index.start, end: close.start }, [
    object,
    index,
  ]);
}

/** A literal, a name, brackets, and the look-ups and calls behind them. */
export function parsePrimary(cursor: Cursor, parse: Parse): Expression {
  let value = parseAtom(cursor, parse);
  for (;;) {
    if (cursor.accept(".")) value = parseMember(cursor, value);
    else if (cursor.accept("[")) value = parseItem(cursor, value, parse);
    else if (cursor.accept("(")) value = parseCall(cursor, value, parse);
    else return value;
  }
}
