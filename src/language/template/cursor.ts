import { limits } from "./limits.ts";
import { TemplateFault } from "./problem.ts";
import type { Expression, Span } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** Walks over the tokens of one mark; a token that does not fit ends the walk with a fault. */
export interface Cursor {
  readonly peek: () => Token;
  readonly next: () => Token;
  /** Takes the token if it is this operator or this word. */
  readonly accept: (text: string) => Token | undefined;
  readonly expect: (text: string, where: string) => Token;
  readonly expectName: (what: string) => Token;
  readonly expectEnd: () => void;
  /** Counts how deep a node is over those inside it. @throws TemplateFault beyond the limit. */
  readonly nest: <Node extends Expression>(node: Node, inside: readonly Expression[]) => Node;
  /** Runs one level of brackets or prefixes deeper. */
  readonly deeper: <T>(parse: () => T) => T;
}

/** How a token is named in a message. */
function describe(token: Token): string {
  if (token.kind === "string") return "quoted text";
  return `\`${token.text.slice(0, 40)}\``;
}

/** The fault that a token stands where another one was wanted. */
export function unexpected(token: Token, wanted: string): TemplateFault {
  return new TemplateFault("template-syntax", token, {
    message: token.kind === "end" ? "Something is missing here" : `Unexpected ${describe(token)}`,
    expected: wanted,
  });
}

function tooDeep(span: Span): TemplateFault {
  return new TemplateFault("template-limit", span, {
    message: `An expression is more than ${limits.expression} levels deep`,
    help: "Give its parts names with `{% set %}`",
  });
}

/** @param tokens - At least one; the last is the mark's end. */
export function createCursor(tokens: readonly Token[], after: Span): Cursor {
  const end: Token = tokens.at(-1) ?? { kind: "end", text: "", start: after.end, end: after.end };
  const depths = new WeakMap<Expression, number>();
  let at = 0;
  let level = 0;
  const peek = () => tokens[at] ?? end;

  function next(): Token {
    const token = peek();
    at += 1;
    return token;
  }

  function accept(text: string): Token | undefined {
    const token = peek();
    const fits = (token.kind === "operator" || token.kind === "name") && token.text === text;
    return fits ? next() : undefined;
  }

  return {
    peek,
    next,
    accept,
    expect(text, where) {
      const token = accept(text);
      if (!token) throw unexpected(peek(), `\`${text}\` ${where}`);
      return token;
    },
    expectName(what) {
      const token = peek();
      if (token.kind !== "name") throw unexpected(token, what);
      return next();
    },
    expectEnd() {
      if (peek().kind !== "end") throw unexpected(peek(), `\`${end.text}\``);
    },
    nest(node, inside) {
      let depth = 0;
      for (const child of inside) depth = Math.max(depth, depths.get(child) ?? 0);
      if (depth + level >= limits.expression) throw tooDeep(node);
      depths.set(node, depth + 1);
      return node;
    },
    deeper(parse) {
      level += 1;
      if (level > limits.expression) throw tooDeep(peek());
      const result = parse();
      level -= 1;
      return result;
    },
  };
}
