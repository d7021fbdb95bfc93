import { fault } from "../../diagnostics/catalogue.ts";
import { joinPointer } from "../../diagnostics/source/pointer.ts";
import { nearest } from "../../language/nearest.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import { isObject } from "./read.ts";
import type { SchemaError, SchemaValidator } from "./schema-error.ts";
import { exampleOf, nameOf, objectAt, oneOf, quote, typeNames, typeOf } from "./schema-words.ts";

/** More faults than this in one document would only repeat one another. */
const maximumFaults = 200;

/** Checks a value against a compiled schema; every fault once, as a person would put it. */
export function schemaFaults(
  validate: SchemaValidator,
  document: { readonly file: string; readonly value: unknown },
): readonly Diagnostic[] {
  if (validate(document.value)) return [];
  const faults = new Map<string, Diagnostic>();
  for (const error of validate.errors ?? []) {
    const describe = describers[error.keyword];
    const described = describe?.(error, document.file);
    if (!described || isMisspelled(error, validate.errors ?? [])) continue;
    faults.set(`${described.code} ${described.place?.pointer} ${described.message}`, described);
    if (faults.size === maximumFaults) break;
  }
  return [...faults.values()];
}

type Describe = (error: SchemaError, file: string) => Diagnostic | undefined;

/** By the schema's keyword; those that only sum up other faults are left out. */
const describers: Readonly<Record<string, Describe>> = {
  additionalProperties: unknownMember,
  required: missingMember,
  type: wrongType,
  enum: unknownValue,
  const: unknownValue,
  discriminator: unknownTag,
  pattern: malformed,
  minLength: outOfBounds,
  maxLength: outOfBounds,
  minItems: outOfBounds,
  maxItems: outOfBounds,
  minimum: outOfBounds,
  maximum: outOfBounds,
  uniqueItems: duplicateItem,
};

function unknownMember(error: SchemaError, file: string): Diagnostic {
  const member = String(error.params.additionalProperty);
  const properties = objectAt(error.parentSchema, "properties");
  const place: Place = { file, pointer: joinPointer(error.instancePath, member), side: "key" };
  const present = isObject(error.data) ? error.data : {};
  const advice: Advice = adviceOn(member, { properties, present });
  return fault("unknown-member", {
    message: `${quote(member)} means nothing in ${nameOf(error.instancePath)}`,
    place,
    ...advice,
    ...replacedBy(advice.suggestions ?? [], place),
  });
}

interface Surroundings {
  /** The schemas of the members that the object may have. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly present: Readonly<Record<string, unknown>>;
}

type Advice = Pick<Diagnostic, "help" | "expected" | "suggestions">;

/** Where only one name can be meant, writing it mends the fault. */
function replacedBy(suggestions: readonly string[], place: Place): Pick<Diagnostic, "fix"> {
  const [only, second] = suggestions;
  if (only === undefined || second !== undefined) return {};
  const text = JSON.stringify(only);
  return { fix: { description: `Write \`${text}\``, edits: [{ place, text }] } };
}

function adviceOn(member: string, { properties, present }: Surroundings): Advice {
  const known = Object.keys(properties);
  const home = known.find((name) =>
    Object.hasOwn(objectAt(properties[name], "properties"), member),
  );
  if (home !== undefined) return { help: `It belongs in \`${home}\`` };
  const [meant, ...others] = nearest(member, known);
  if (meant === undefined) return { expected: oneOf(known.filter((name) => name !== "$schema")) };
  if (Object.hasOwn(present, meant)) return { help: `Remove it: \`${meant}\` is there already` };
  return { suggestions: [meant, ...others.filter((name) => !Object.hasOwn(present, name))] };
}

function missingMember(error: SchemaError, file: string): Diagnostic {
  const member = String(error.params.missingProperty);
  const schema = objectAt(error.parentSchema, "properties")[member];
  const isKeyed = /\/[^/]*[^/0-9][^/]*$/.test(error.instancePath);
  return fault("missing-member", {
    message: `${quote(member)} is missing in ${nameOf(error.instancePath)}`,
    place: { file, pointer: error.instancePath, ...(isKeyed ? { side: "key" as const } : {}) },
    help: howToAdd(member, schema),
  });
}

function howToAdd(member: string, schema: unknown): string {
  const example = exampleOf(schema);
  if (example !== undefined) return `Add it, for example \`"${member}": ${example}\``;
  const required = isObject(schema) && Array.isArray(schema.required) ? schema.required : [];
  return required.length > 0 ? `Add it, with ${required.map(quote).join(", ")}` : "Add it";
}

/** Whether the missing member stands there under a name that is nearly its own. */
function isMisspelled(error: SchemaError, errors: readonly SchemaError[]): boolean {
  if (error.keyword !== "required") return false;
  const missing = String(error.params.missingProperty);
  return errors.some(
    ({ keyword, instancePath, params }) =>
      keyword === "additionalProperties" &&
      instancePath === error.instancePath &&
      nearest(String(params.additionalProperty), [missing]).length > 0,
  );
}

function wrongType(error: SchemaError, file: string): Diagnostic {
  const types = [error.params.type].flat().map((type) => typeNames[String(type)] ?? String(type));
  const example = types.includes("`true` or `false`") ? undefined : exampleOf(error.parentSchema);
  return fault("wrong-type", {
    message: `${nameOf(error.instancePath)} is ${typeOf(error.data)}`,
    place: placeOf(error, file),
    expected: `${types.join(" or ")}${example ? `, for example \`${example}\`` : ""}`,
    ...(error.params.type === "array" && isShortString(error.data)
      ? { help: `Put it in brackets: \`${JSON.stringify([error.data])}\`` }
      : {}),
  });
}

function isShortString(value: unknown): boolean {
  return typeof value === "string" && value.length <= 60;
}

function unknownValue(error: SchemaError, file: string): Diagnostic {
  const allowed =
    error.keyword === "const" ? [error.params.allowedValue] : error.params.allowedValues;
  return unknownOf(error, { file, allowed: Array.isArray(allowed) ? allowed : [] });
}

function unknownOf(
  error: SchemaError,
  from: { file: string; allowed: readonly unknown[] },
): Diagnostic {
  const names = from.allowed.filter((value) => typeof value === "string");
  const isPlain = typeof error.data === "string" || typeof error.data === "number";
  const found = isPlain ? quote(String(error.data)) : typeOf(error.data);
  const suggestions = typeof error.data === "string" ? nearest(error.data, names) : [];
  return fault("unknown-value", {
    message: `${nameOf(error.instancePath)} cannot be ${found}`,
    place: placeOf(error, from.file),
    expected: oneOf(
      from.allowed.map((value) => (typeof value === "string" ? value : JSON.stringify(value))),
    ),
    ...(suggestions.length > 0 ? { suggestions } : {}),
    ...replacedBy(suggestions, placeOf(error, from.file)),
  });
}

/** A missing tag is reported by `required`; a wrong one by the tag's own `enum`. */
function unknownTag(): undefined {
  return undefined;
}

function malformed(error: SchemaError, file: string): Diagnostic {
  const form = error.parentSchema?.patternErrorMessage;
  const example = exampleOf(error.parentSchema);
  const expected = [form ?? "another form", ...(example ? [`for example \`${example}\``] : [])];
  const found = error.propertyName ?? String(error.data);
  return fault(error.propertyName === undefined ? "malformed-value" : "malformed-name", {
    message:
      error.propertyName === undefined
        ? `${nameOf(error.instancePath)} cannot be ${quote(found)}`
        : `${quote(found)} cannot be a name in ${nameOf(error.instancePath)}`,
    place: placeOf(error, file),
    expected: expected.join(", "),
  });
}

const units: Readonly<Record<string, string>> = {
  minLength: "characters",
  maxLength: "characters",
  minItems: "items",
  maxItems: "items",
};

function outOfBounds(error: SchemaError, file: string): Diagnostic {
  const limit = Number(error.params.limit);
  const least = error.keyword.startsWith("min");
  const unit = units[error.keyword];
  const subject =
    error.propertyName === undefined ? nameOf(error.instancePath) : quote(error.propertyName);
  const isEmpty = least && limit === 1 && unit !== undefined;
  return fault("value-out-of-bounds", {
    message: `${subject} is ${isEmpty ? "empty" : tooMuch(least, unit)}`,
    place: placeOf(error, file),
    expected: `at ${least ? "least" : "most"} ${limit}${unit ? ` ${limit === 1 ? unit.slice(0, -1) : unit}` : ""}`,
  });
}

function tooMuch(least: boolean, unit: string | undefined): string {
  if (unit) return least ? "too short" : "too long";
  return least ? "too small" : "too large";
}

function duplicateItem(error: SchemaError, file: string): Diagnostic {
  const later = joinPointer(
    error.instancePath,
    Math.max(Number(error.params.i), Number(error.params.j)),
  );
  const first = joinPointer(
    error.instancePath,
    Math.min(Number(error.params.i), Number(error.params.j)),
  );
  return fault("duplicate-item", {
    message: `${nameOf(error.instancePath)} holds the same item twice`,
    place: { file, pointer: later },
    related: [{ place: { file, pointer: first }, message: "it stands here first" }],
    help: "Remove one of the two",
  });
}

function placeOf(error: SchemaError, file: string): Place {
  if (error.propertyName === undefined) return { file, pointer: error.instancePath };
  return { file, pointer: joinPointer(error.instancePath, error.propertyName), side: "key" };
}
