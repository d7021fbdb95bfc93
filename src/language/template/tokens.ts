import { TemplateFault, type TemplateProblem } from "./problem.ts";
import type { Span } from "./syntax.ts";

/** One word of an expression or a tag; the last of each mark is `end`. */
export interface Token extends Span {
  readonly kind: "name" | "number" | "string" | "operator" | "end";
  /** As it is written; for a string what it says. */
  readonly text: string;
}

export interface TokenScan {
  readonly tokens: readonly Token[];
  readonly problems: readonly TemplateProblem[];
  /** Whether the closing mark was found, and the offset after it. */
  readonly closed: boolean;
  readonly end: number;
  readonly trimAfter: boolean;
}

const operators = [
  "===",
  "!==",
  "==",
  "!=",
  "<=",
  ">=",
  "//",
  "**",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "~",
  "|",
  ".",
  "+",
  "-",
  "*",
  "/",
  "%",
  "<",
  ">",
  "=",
];
const operatorsByFirst = new Map<string, string[]>();
for (const operator of operators) {
  const same = operatorsByFirst.get(operator.charAt(0));
  if (same) same.push(operator);
  else operatorsByFirst.set(operator.charAt(0), [operator]);
}

/** What other languages write for an operator of this one. */
const foreign = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["!", "not"],
]);

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function skipName(source: string, from: number): number {
  let at = from;
  while (isNameStart(source.charCodeAt(at)) || isDigit(source.charCodeAt(at))) at += 1;
  return at;
}

function skipDigits(source: string, from: number): number {
  let at = from;
  while (isDigit(source.charCodeAt(at))) at += 1;
  return at;
}

/** The offset after a number: digits, perhaps a point and more digits. */
function skipNumber(source: string, from: number): number {
  const whole = skipDigits(source, from);
  if (source[whole] !== "." || !isDigit(source.charCodeAt(whole + 1))) return whole;
  return skipDigits(source, whole + 1);
}

function scanNumber(source: string, start: number): Token {
  const end = skipNumber(source, start);
  const word = skipName(source, end);
  const text = source.slice(start, word);
  if (word > end || !Number.isFinite(Number(text))) {
    throw new TemplateFault(
      "template-syntax",
      { start, end: word },
      {
        message: `\`${text.slice(0, 40)}\` is not a number`,
        expected: "digits, with a point where it has decimals",
      },
    );
  }
  return { kind: "number", text, start, end };
}

function scanString(source: string, start: number): Token {
  const quote = source[start];
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === quote) {
      parts.push(source.slice(from, at));
      return { kind: "string", text: parts.join(""), start, end: at + 1 };
    }
    if (source[at] !== "\\") continue;
    const next = source.charAt(at + 1);
    parts.push(source.slice(from, at), escapes[next] ?? next);
    at += 1;
    from = at + 1;
  }
  throw new TemplateFault(
    "template-syntax",
    { start, end: start + 1 },
    {
      message: "The quoted text is not closed",
      expected: `\`${quote}\``,
    },
  );
}

function unknownCharacter(source: string, start: number): TemplateFault {
  const pair = source.slice(start, start + 2);
  const text = foreign.has(pair) ? pair : String.fromCodePoint(source.codePointAt(start) ?? 0);
  const instead = foreign.get(text);
  return new TemplateFault(
    "template-syntax",
    { start, end: start + text.length },
    {
      message: `\`${text}\` has no meaning in a template`,
      ...(instead ? { suggestions: [instead] } : {}),
    },
  );
}

function scanOperator(source: string, start: number): Token {
  if (source[start] === "|" && source[start + 1] === "|") throw unknownCharacter(source, start);
  const candidates = operatorsByFirst.get(source.charAt(start)) ?? [];
  const text = candidates.find((operator) => source.startsWith(operator, start));
  if (!text) throw unknownCharacter(source, start);
  return { kind: "operator", text, start, end: start + text.length };
}

function scanToken(source: string, start: number): Token {
  const code = source.charCodeAt(start);
  if (isNameStart(code)) {
    const end = skipName(source, start);
    return { kind: "name", text: source.slice(start, end), start, end };
  }
  if (isDigit(code)) return scanNumber(source, start);
  if (code === 34 || code === 39) return scanString(source, start);
  return scanOperator(source, start);
}

function skipSpace(source: string, from: number): number {
  let at = from;
  let code = source.charCodeAt(at);
  while (code === 32 || (code >= 9 && code <= 13)) {
    at += 1;
    code = source.charCodeAt(at);
  }
  return at;
}

/** Another mark's opening inside a mark means that this one was not closed. */
function opensAnother(source: string, at: number): boolean {
  return source[at] === "{" && (source[at + 1] === "%" || source[at + 1] === "{");
}

/** How deep in the braces of objects a token leaves the scan: `}}` may end two of them. */
function bracesAfter(token: Token, braces: number): number {
  if (token.kind !== "operator") return braces;
  if (token.text === "{") return braces + 1;
  return token.text === "}" && braces > 0 ? braces - 1 : braces;
}

/** After a fault nothing more is read of the mark; it ends at its next closer. */
function skipMark(source: string, fault: TemplateProblem, closer: string): TokenScan {
  const found = source.indexOf(closer, fault.end);
  const end = found < 0 ? source.length : found + closer.length;
  return { tokens: [], problems: [fault], closed: found >= 0, end, trimAfter: false };
}

function scanUntilCloser(
  source: string,
  mark: { readonly from: number; readonly closer: string },
  tokens: Token[],
): TokenScan {
  const { from, closer } = mark;
  let braces = 0;
  let at = skipSpace(source, from);
  while (at < source.length && !opensAnother(source, at)) {
    const dash = source[at] === "-" && source.startsWith(closer, at + 1);
    if (braces === 0 && (dash || source.startsWith(closer, at))) {
      const end = at + (dash ? 3 : 2);
      tokens.push({ kind: "end", text: closer, start: at, end });
      return { tokens, problems: [], closed: true, end, trimAfter: dash };
    }
    const token = scanToken(source, at);
    braces = bracesAfter(token, braces);
    tokens.push(token);
    at = skipSpace(source, token.end);
  }
  return { tokens, problems: [], closed: false, end: at, trimAfter: false };
}

/** Reads the tokens of one mark up to its closer; a fault ends the mark, not the template. */
export function scanTokens(source: string, from: number, closer: "}}" | "%}"): TokenScan {
  const tokens: Token[] = [];
  try {
    return scanUntilCloser(source, { from, closer }, tokens);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return { ...skipMark(source, error.problem, closer), tokens };
  }
}
