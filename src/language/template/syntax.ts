/** A stretch of the template's source, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "%"
  | "**"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in";

interface Node<Kind extends string> extends Span {
  readonly kind: Kind;
}

export interface LiteralNode extends Node<"literal"> {
  readonly value: string | number | boolean | null;
}

export interface NameNode extends Node<"name"> {
  readonly name: string;
}

/** `object.member`; the span is the member's name. */
export interface MemberNode extends Node<"member"> {
  readonly object: Expression;
  readonly member: string;
}

/** `object[index]`; the span is the index. */
export interface ItemNode extends Node<"item"> {
  readonly object: Expression;
  readonly index: Expression;
}

export interface ListNode extends Node<"list"> {
  readonly items: readonly Expression[];
}

export interface DictionaryNode extends Node<"dictionary"> {
  readonly entries: readonly { readonly key: string; readonly value: Expression }[];
}

/** A call of a macro, its arguments by position and by name. */
export interface CallNode extends Node<"call"> {
  readonly macro: string;
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
}

/** `input | filter(arguments)`; the span is the filter's name. */
export interface FilterNode extends Node<"filter"> {
  readonly filter: string;
  readonly input: Expression;
  readonly arguments: readonly Expression[];
}

export interface UnaryNode extends Node<"unary"> {
  readonly operator: "not" | "-" | "+";
  readonly operand: Expression;
}

export interface BinaryNode extends Node<"binary"> {
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `and`, `or` and `~` over any number of operands: long chains are not deep. */
export interface ChainNode extends Node<"chain"> {
  readonly operator: "and" | "or" | "~";
  readonly operands: readonly Expression[];
}

/** `value if test else otherwise`. */
export interface ChoiceNode extends Node<"choice"> {
  readonly test: Expression;
  readonly value: Expression;
  readonly otherwise: Expression | null;
}

export type Expression =
  | LiteralNode
  | NameNode
  | MemberNode
  | ItemNode
  | ListNode
  | DictionaryNode
  | CallNode
  | FilterNode
  | UnaryNode
  | BinaryNode
  | ChainNode
  | ChoiceNode;

export interface TextStatement extends Node<"text"> {
  readonly text: string;
}

export interface PrintStatement extends Node<"print"> {
  readonly value: Expression;
}

/** `{{ imports }}`: where the import block goes. */
export interface ImportsStatement extends Node<"imports"> {}

export interface IfStatement extends Node<"if"> {
  readonly branches: readonly { readonly test: Expression; readonly body: Body }[];
  readonly otherwise: Body | null;
}

export interface ForStatement extends Node<"for"> {
  /** One for a list; two for an object; as many as each item has for a list of lists. */
  readonly names: readonly string[];
  readonly list: Expression;
  readonly body: Body;
  readonly otherwise: Body | null;
}

export interface SetStatement extends Node<"set"> {
  readonly name: string;
  /** An expression, or the body of `{% set name %}…{% endset %}`. */
  readonly value: Expression | Body;
}

export interface MacroParameter extends Span {
  readonly name: string;
  readonly default: Expression | null;
}

/** Known in the whole file; its span is its name. */
export interface MacroDefinition extends Span {
  readonly name: string;
  readonly parameters: readonly MacroParameter[];
  readonly body: Body;
}

export type Statement =
  | TextStatement
  | PrintStatement
  | ImportsStatement
  | IfStatement
  | ForStatement
  | SetStatement;

export type Body = readonly Statement[];

/** A parsed template: plain data, so that a build can keep it as JSON. */
export interface Program {
  readonly body: Body;
  readonly macros: readonly MacroDefinition[];
  /** Where each line of the source starts: positions without the source. */
  readonly lines: readonly number[];
}
