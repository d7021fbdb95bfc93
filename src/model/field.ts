import type { Json } from "./json.ts";

/** The neutral types of a field; what each is in a language is a table of the target. */
export type FieldType =
  | "string"
  | "text"
  | "int"
  | "float"
  | "decimal"
  | "bool"
  | "date"
  | "datetime"
  | "uuid"
  | "email"
  | "url"
  | "json"
  | "enum"
  | "ref"
  | "refs";

/** What happens to rows that refer to a row that is deleted. */
export type OnDelete = "restrict" | "cascade" | "set-null";

/** One field of a resource, parsed from `name:type[:modifier…]` or from its JSON form. */
export interface Field {
  /** Snake case. */
  readonly name: string;
  readonly type: FieldType;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** In the field's JSON form: dates and decimals are strings. */
  readonly default?: Json;
  /** Bounds of a length (`string`, in code points) or of a value (`int`, `float`), inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Digits in all, and after the point (`decimal`). */
  readonly precision?: number;
  readonly scale?: number;
  /** Values of an `enum`, in their order. */
  readonly values?: readonly string[];
  /** The resource that a `ref` or `refs` refers to. */
  readonly resource?: string;
  readonly onDelete?: OnDelete;
  /** The field's name before a rename. */
  readonly renamedFrom?: string;
}
