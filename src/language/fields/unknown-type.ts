import { nearest } from "../nearest.ts";
import { quoted } from "../quoted.ts";
import type { FaultText } from "./problem.ts";
import { fieldTypes } from "./types.ts";

/** What other languages and databases call a type. */
const otherWords: Readonly<Record<string, string>> = {
  str: "string",
  varchar: "string",
  char: "string",
  integer: "int",
  bigint: "int",
  number: "float",
  double: "float",
  real: "float",
  numeric: "decimal",
  money: "decimal",
  boolean: "bool",
  timestamp: "datetime",
  guid: "uuid",
  uri: "url",
  link: "url",
  mail: "email",
  object: "json",
  dict: "json",
  jsonb: "json",
  choice: "enum",
  literal: "enum",
  fk: "ref",
  foreign_key: "ref",
  belongs_to: "ref",
  has_many: "refs",
  many_to_many: "refs",
};

/** The fault of a word that is no type. */
export function unknownType(word: string): FaultText {
  const lower = word.toLowerCase();
  const other = Object.hasOwn(otherWords, lower) ? otherWords[lower] : undefined;
  return {
    code: "unknown-field-type",
    message: `There is no field type ${quoted(word)}`,
    expected: `one of ${fieldTypes.join(", ")}`,
    suggestions: other === undefined ? nearest(word, fieldTypes) : [other],
  };
}
