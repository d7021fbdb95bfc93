import { nearest } from "../nearest.ts";
import { limits } from "./limits.ts";
import { problemAt, TemplateFault, type TemplateProblem } from "./problem.ts";
import type {
  Body,
  Expression,
  IfStatement,
  MacroDefinition,
  MacroParameter,
  Program,
  Span,
  Statement,
} from "./syntax.ts";
import type { Token } from "./tokens.ts";

type BlockKind = "if" | "for" | "set" | "macro";

/** A block that is not ended yet, and how it becomes part of the one around it. */
interface OpenBlock {
  readonly kind: BlockKind;
  readonly tag: Span;
  /** Where statements go now. */
  body: Statement[];
  /** Set by `else`; undefined where the block cannot have one. */
  otherwise: Statement[] | null | undefined;
  readonly branches: { readonly test: Expression; readonly body: Body }[];
  readonly finish: (block: OpenBlock) => void;
  /** Its tag has a fault, so that it needs no second one. */
  readonly reported: boolean;
}

type Start = Pick<OpenBlock, "kind" | "tag" | "finish"> & {
  readonly otherwise?: null;
  readonly reported?: true;
};

/** Puts statements and blocks together while the marks of a template are read one by one. */
export interface Blocks {
  readonly add: (statement: Statement) => void;
  readonly imports: (span: Span) => void;
  readonly set: (name: Token, value: Expression) => void;
  readonly openIf: (tag: Token, test: Expression) => void;
  readonly elseIf: (tag: Token, test: Expression) => void;
  readonly otherwise: (tag: Token) => void;
  readonly openFor: (tag: Token, loop: { names: readonly string[]; list: Expression }) => void;
  readonly openSet: (tag: Token, name: Token) => void;
  readonly openMacro: (
    tag: Token,
    macro: { name: Token; parameters: readonly MacroParameter[] },
  ) => void;
  readonly close: (kind: BlockKind, tag: Token) => void;
  /** After a tag that could not be read: keeps its end from being a second fault. */
  readonly recover: (tag: Token) => void;
  /** Whether the tag ends one that was reported already. */
  readonly endsUnreadable: (tag: Token) => boolean;
  readonly finish: () => void;
  readonly result: () => Pick<Program, "body" | "macros">;
}

/** Blocks that always have an end; a `set` has one only where it has no `=`. */
const recoverable: readonly BlockKind[] = ["if", "for", "macro"];

/** The block that a misspelt tag was to open. */
function nearestKind(word: string): string {
  const exact = recoverable.some((kind) => kind === word);
  return exact ? word : (nearest(word, recoverable)[0] ?? word);
}

/** What stands after `end` in the tag that ends a block: `endeach` ends `asyncEach`. */
function endWord(word: string): string {
  return word.replace(/^async/, "").toLowerCase();
}

function article(kind: string): string {
  return kind === "if" ? "an" : "a";
}

function withoutBlock(tag: Token, kind: string): TemplateFault {
  return new TemplateFault("template-syntax", tag, {
    message: `\`${tag.text}\` stands outside of ${article(kind)} \`${kind}\``,
  });
}

export function createBlocks(report: (problem: TemplateProblem) => void): Blocks {
  const root: Statement[] = [];
  const macros: MacroDefinition[] = [];
  const open: OpenBlock[] = [];
  /** How many blocks of a word could not be read: their ends are no faults of their own. */
  const unreadable = new Map<string, number>();
  let marked = false;

  const current = () => open.at(-1)?.body ?? root;
  const add = (statement: Statement) => void current().push(statement);

  function push(start: Start): OpenBlock {
    if (open.length >= limits.nesting) {
      throw new TemplateFault("template-limit", start.tag, {
        message: `Tags are more than ${limits.nesting} levels deep`,
        help: "Put the inner part into a macro",
      });
    }
    const block: OpenBlock = {
      branches: [],
      otherwise: undefined,
      reported: false,
      ...start,
      body: [],
    };
    open.push(block);
    return block;
  }

  function innermost(kind: BlockKind, tag: Token): OpenBlock {
    const block = open.at(-1);
    if (!block) throw withoutBlock(tag, kind);
    if (block.kind === kind) return block;
    throw new TemplateFault("template-syntax", tag, {
      message: `\`${tag.text}\` stands inside ${article(block.kind)} \`${block.kind}\` that is not ended`,
      expected: `\`{% end${block.kind} %}\` before it`,
    });
  }

  function openIf(tag: Span, test: Expression): void {
    const finish = (block: OpenBlock) => {
      const { start, end } = tag;
      const otherwise = block.otherwise ?? null;
      const statement: IfStatement = {
        kind: "if",
        branches: block.branches,
        otherwise,
        start,
        end,
      };
      add(statement);
    };
    const block = push({ kind: "if", tag, otherwise: null, finish });
    block.branches.push({ test, body: block.body });
  }

  function otherwise(tag: Token): void {
    const block = open.at(-1);
    if (block?.otherwise === undefined) throw withoutBlock(tag, "if");
    if (block.otherwise) {
      throw new TemplateFault("template-syntax", tag, { message: "A second `else` of one block" });
    }
    block.otherwise = [];
    block.body = block.otherwise;
  }

  function openFor(tag: Span, loop: { names: readonly string[]; list: Expression }): void {
    const body: Statement[] = [];
    const finish = (block: OpenBlock) =>
      add({
        kind: "for",
        ...loop,
        body,
        otherwise: block.otherwise ?? null,
        start: tag.start,
        end: tag.end,
      });
    push({ kind: "for", tag, otherwise: null, finish }).body = body;
  }

  function openMacro(
    tag: Token,
    macro: { name: Token; parameters: readonly MacroParameter[] },
  ): void {
    if (open.length > 0) {
      throw new TemplateFault("template-syntax", tag, {
        message: "A macro stands inside another block",
        help: "Define it at the top level: it is known in the whole file",
      });
    }
    const { start, end } = macro.name;
    const { parameters, name } = macro;
    const finish = ({ body }: OpenBlock) =>
      void macros.push({ name: name.text, parameters, body, start, end });
    push({ kind: "macro", tag, finish });
  }

  function close(kind: BlockKind, tag: Token): void {
    const block = innermost(kind, tag);
    open.pop();
    block.finish(block);
  }

  function imports(span: Span): void {
    if (open.length === 0 && !marked) {
      marked = true;
      add({ kind: "imports", start: span.start, end: span.end });
      return;
    }
    throw new TemplateFault("template-imports", span, {
      message: marked
        ? "`imports` stands in the template a second time"
        : "`imports` stands inside another block",
      help: "Put it once, at the top level",
    });
  }

  /** The parts of a block that could not be read still belong to some block. */
  function recover(tag: Token): void {
    const kind = recoverable.find((each) => each === nearestKind(tag.text));
    if (!kind || open.length >= limits.nesting) {
      const word = endWord(tag.text);
      unreadable.set(word, (unreadable.get(word) ?? 0) + 1);
    } else {
      push({ kind, tag, otherwise: null, reported: true, finish: () => undefined });
    }
  }

  return {
    add,
    imports,
    set: (name, value) =>
      add({ kind: "set", name: name.text, value, start: name.start, end: name.end }),
    openIf,
    elseIf(tag, test) {
      const block = innermost("if", tag);
      if (block.otherwise)
        throw new TemplateFault("template-syntax", tag, { message: "`elif` stands after `else`" });
      block.body = [];
      block.branches.push({ test, body: block.body });
    },
    otherwise,
    openFor,
    openSet(tag, name) {
      const { start, end } = name;
      const finish = ({ body }: OpenBlock) =>
        add({ kind: "set", name: name.text, value: body, start, end });
      push({ kind: "set", tag, finish });
    },
    openMacro,
    close,
    recover,
    endsUnreadable(tag) {
      const word = tag.text.slice("end".length);
      const count = tag.text.startsWith("end") ? (unreadable.get(word) ?? 0) : 0;
      if (count > 0) unreadable.set(word, count - 1);
      return count > 0;
    },
    finish() {
      for (const block of open.filter(({ reported }) => !reported)) {
        report(
          problemAt("template-syntax", block.tag, {
            message: `\`${block.kind}\` is not ended`,
            expected: `\`{% end${block.kind} %}\``,
          }),
        );
      }
    },
    result: () => ({ body: root, macros }),
  };
}
