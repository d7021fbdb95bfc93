import { type Chunk, type Lines, linesOf } from "./chunks.ts";

/** A text in quotes, a comment, a word, space, or any other sign. */
const TOKEN =
  /("""|''')(?:\\.|(?!\1).)*\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|\w+|\s+|./gsu;

interface Bracket {
  /** Whether a comma behind the only element makes a tuple of it. */
  readonly makesTuple: boolean;
  commas: number;
}

/** What was read of some lines. */
interface Reading {
  readonly tokens: string[];
  readonly open: Bracket[];
}

function openBracket({ tokens, open }: Reading, sign: string, before: string): void {
  const isBehindName = /[\w\])]/.test(before);
  const makesTuple = (sign === "(" && !isBehindName) || (sign === "[" && isBehindName);
  open.push({ makesTuple, commas: 0 });
  tokens.push(sign);
}

/** @returns whether there was one to be closed. */
function closeBracket({ tokens, open }: Reading, sign: string): boolean {
  const bracket = open.pop();
  if (!bracket) return false;
  if (tokens.at(-1) === "," && (!bracket.makesTuple || bracket.commas > 1)) tokens.pop();
  tokens.push(sign);
  return true;
}

/** @returns whether what comes next can be told apart from form. */
function readToken(reading: Reading, token: string, before: string): boolean {
  const { tokens, open } = reading;
  const bracket = open.at(-1);
  if (/^[([{]$/.test(token)) openBracket(reading, token, before);
  else if (/^[)\]}]$/.test(token)) return closeBracket(reading, token);
  else if (token.trim() !== "") {
    if (token === "," && bracket) bracket.commas += 1;
    tokens.push(token);
  } else if (!bracket && token.includes("\n")) tokens.push(token);
  return !token.startsWith("#");
}

/**
 * The tokens of whole statements, however their brackets are spread over lines; undefined where they
 * are no whole statements, or a comment tells of one of the lines.
 */
function tokensOf(lines: readonly string[]): string | undefined {
  const reading: Reading = { tokens: [], open: [] };
  const text = `\n${lines.join("\n")}`;
  const isRead = [...text.matchAll(TOKEN)].every(({ 0: token, index }) =>
    readToken(reading, token, text.charAt(index - 1)),
  );
  return isRead && reading.open.length === 0 ? reading.tokens.join(" ") : undefined;
}

/** Takes what one side changed where the other one only spread brackets over lines, or did not. */
export function settleForm(chunk: Chunk, lines: Lines): readonly string[] | undefined {
  const base = tokensOf(linesOf(lines, chunk, "base"));
  if (base === undefined || base.trim() === "") return undefined;
  const sides = ["current", "generated"] as const;
  const formed = sides.find((side) => tokensOf(linesOf(lines, chunk, side)) === base);
  const changed = formed && linesOf(lines, chunk, formed === "current" ? "generated" : "current");
  // Who spread a statement over lines has looked at it, and hears that it goes.
  return changed?.length ? changed : undefined;
}
