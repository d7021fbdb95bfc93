import type { Field } from "../../model/field.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { nearest } from "../nearest.ts";
import { plainJson } from "../plain-json.ts";
import { quoted } from "../quoted.ts";
import { type FieldReading, finishReading } from "./check.ts";
import { beginReading, type Draft, type Reading, reportAt } from "./draft.ts";
import { type Spot, wholeField } from "./problem.ts";
import { isFieldType, isOnDelete, onDeleteRules } from "./types.ts";
import { unknownType } from "./unknown-type.ts";
import { parseNumber } from "./values.ts";

/** Puts a member's value into the draft. @returns what it should have been, where it cannot. */
type Reader = (draft: Draft, value: Json) => string | undefined;

const text =
  (member: "name" | "resource" | "renamedFrom"): Reader =>
  (draft, value) => {
    if (typeof value !== "string") return "a string";
    draft[member] = value;
    return undefined;
  };

const flag =
  (member: "optional" | "unique" | "index"): Reader =>
  (draft, value) => {
    if (typeof value !== "boolean") return "`true` or `false`";
    draft[member] = value;
    return undefined;
  };

const number =
  (member: "min" | "max" | "precision" | "scale"): Reader =>
  (draft, value) => {
    const read = typeof value === "number" ? parseNumber(String(value)) : undefined;
    if (read === undefined) return "a number";
    draft[member] = read;
    return undefined;
  };

function isListOfStrings(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Each member of the JSON form: the member of the field, and how it is read. */
const members: Readonly<Record<string, { readonly member: keyof Field; readonly read: Reader }>> = {
  name: { member: "name", read: text("name") },
  type: { member: "type", read: () => undefined },
  optional: { member: "optional", read: flag("optional") },
  unique: { member: "unique", read: flag("unique") },
  index: { member: "index", read: flag("index") },
  min: { member: "min", read: number("min") },
  max: { member: "max", read: number("max") },
  precision: { member: "precision", read: number("precision") },
  scale: { member: "scale", read: number("scale") },
  values: {
    member: "values",
    read: (draft, value) => {
      if (!isListOfStrings(value)) return "a list of strings";
      draft.values = value;
      return undefined;
    },
  },
  resource: { member: "resource", read: text("resource") },
  on_delete: {
    member: "onDelete",
    read: (draft, value) => {
      if (typeof value !== "string" || !isOnDelete(value)) {
        return `one of ${onDeleteRules.join(", ")}`;
      }
      draft.onDelete = value;
      return undefined;
    },
  },
  renamed_from: { member: "renamedFrom", read: text("renamedFrom") },
  default: {
    member: "default",
    read: (draft, value) => {
      const plain = plainJson(value);
      if (plain === undefined) return "a smaller value";
      draft.default = typeof plain === "number" ? plain + 0 : plain;
      return undefined;
    },
  },
};

function spotOf(member: string): Spot {
  const token = member.replaceAll("~", "~0").replaceAll("/", "~1");
  return { start: 0, end: 0, pointer: `/${token}` };
}

function readMember(reading: Reading, name: string, value: Json): void {
  const spot = spotOf(name);
  const known = Object.hasOwn(members, name) ? members[name] : undefined;
  if (!known) {
    reportAt(reading, spot, {
      code: "unknown-modifier",
      message: `A field has no member ${quoted(name)}`,
      expected: `one of ${Object.keys(members).join(", ")}`,
      suggestions: nearest(name, Object.keys(members)),
    });
    return;
  }
  const expected = known.read(reading.draft, value);
  if (expected !== undefined) {
    reportAt(reading, spot, {
      code: "invalid-field",
      message: `The member \`${name}\` of a field has the wrong kind of value`,
      expected,
    });
  } else if (value !== false || name === "default") {
    // A flag that is false says nothing, so it is in its place with every type.
    reading.spots.set(known.member, spot);
  }
}

function readType(reading: Reading, { type }: JsonObject): void {
  const spot = type === undefined ? reading.whole : spotOf("type");
  if (typeof type === "string" && isFieldType(type)) reading.draft.type = type;
  else if (typeof type === "string") reportAt(reading, spot, unknownType(type));
  else {
    reportAt(reading, spot, {
      code: "invalid-field",
      message: "A field needs a `type`",
      expected: "a string, such as `int`",
    });
  }
}

function isObject(json: Json): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/**
 * Reads a field from its JSON form, an object with the members of `Field` in snake case.
 *
 * @returns The field, or every fault with a pointer relative to the object.
 */
export function fieldFromJson(json: Json): FieldReading {
  const reading = beginReading(wholeField);
  if (!isObject(json)) {
    reportAt(reading, wholeField, {
      code: "invalid-field",
      message: "A field is a text or an object",
      expected: '`"name:type"`, or an object with `name` and `type`',
    });
    return { problems: reading.problems };
  }
  for (const [name, value] of Object.entries(json)) readMember(reading, name, value);
  readType(reading, json);
  if (!Object.hasOwn(json, "name")) {
    reportAt(reading, wholeField, {
      code: "invalid-field",
      message: "A field needs a `name`",
      expected: "a string in snake case",
    });
  }
  return finishReading(reading);
}
