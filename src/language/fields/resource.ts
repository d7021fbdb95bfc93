import type { Field } from "../../model/field.ts";
import type { ResourceNames } from "../../model/graph.ts";
import { identifierProblem, type Named, shortened } from "../identifiers.ts";
import { type ReservedNames, reservedReason, type Target } from "../target.ts";
import { type FaultText, type FieldProblem, wholeField } from "./problem.ts";
import { attributeOf, reverseOf } from "./sides.ts";

/** A fault of one field among those of its resource. */
export interface ResourceProblem extends FieldProblem {
  /** The field's position in the list. */
  readonly index: number;
}

/** What the fields of a resource are judged by. */
export interface ResourceContext {
  readonly target: Target;
  readonly resource: ResourceNames;
}

/** Of the names that would do instead, those that are free. */
function freeNames(
  candidates: readonly string[],
  { named, reserved }: { readonly named: Named; readonly reserved: ReservedNames },
): readonly string[] {
  return candidates.filter(
    (name) => !identifierProblem(name, named) && reservedReason(reserved, name) === undefined,
  );
}

/** What is wrong with a name that has the right form: a keyword, or reserved. */
function takenName(
  name: string,
  {
    target,
    named,
    reserved,
    instead,
  }: {
    readonly target: Target;
    readonly named: Named;
    readonly reserved: ReservedNames;
    readonly instead: readonly string[];
  },
): FaultText | undefined {
  const suggestions = () => freeNames(instead, { named, reserved });
  if (target.keywords.includes(name)) {
    return {
      code: "keyword-name",
      message: `\`${name}\` is a keyword of the generated code`,
      expected: "another name",
      suggestions: suggestions(),
    };
  }
  const reason = reservedReason(reserved, name);
  if (reason === undefined) return undefined;
  return {
    code: "reserved-name",
    message: `The name \`${name}\` is reserved: ${reason}`,
    expected: "another name",
    suggestions: suggestions(),
  };
}

/** The names that a field owns in code: its own, its attribute's, and its other side's on its own resource. */
function ownedNames(field: Field, siblings: readonly Field[], resource: ResourceNames) {
  const names = new Set([field.name, attributeOf(field)]);
  const reverse = reverseOf(field, { siblings, resource });
  if (reverse !== null && field.resource === resource.resource) names.add(reverse);
  return [...names];
}

function takenFault(field: Field, { target, resource }: ResourceContext): FaultText | undefined {
  const reserved = target.reserved.fields;
  const instead = [`${resource.resource}_${field.name}`, `${field.name}_value`];
  for (const name of new Set([field.name, attributeOf(field)])) {
    const fault = takenName(name, { target, named: "field", reserved, instead });
    if (fault) return fault;
  }
  return undefined;
}

function clashFault(field: Field, name: string, other: Field): FaultText {
  if (field.name === other.name) {
    return {
      code: "duplicate-field",
      message: `The field \`${field.name}\` is named twice`,
      expected: "each field once",
    };
  }
  return {
    code: "clashing-field",
    message: `The fields \`${other.name}\` and \`${field.name}\` both need the name \`${name}\``,
    expected: "another name for one of them",
  };
}

/** What databases take, in bytes; also what keeps the generated lines within 100 columns. */
const longestDerivedName = 63;

/** A name that is made of the resource's and the field's: of an association table, or the other side. */
function derivedFault(
  field: Field,
  siblings: readonly Field[],
  resource: ResourceNames,
): FaultText | undefined {
  const table = field.type === "refs" ? `${resource.resources}_${field.name}` : "";
  const names = [table, reverseOf(field, { siblings, resource }) ?? ""];
  const derived = names.find((name) => name.length > longestDerivedName);
  if (derived === undefined) return undefined;
  const room = field.name.length - (derived.length - longestDerivedName);
  const suggestion = shortened(field.name, room);
  return {
    code: "invalid-name",
    message: `The field \`${field.name}\` makes the name \`${derived}\`, which is longer than ${longestDerivedName} characters`,
    expected: `a name of at most ${room} characters for the field`,
    suggestions: siblings.some(({ name }) => name === suggestion) ? [] : [suggestion],
  };
}

function renameFault(
  field: Field,
  siblings: readonly Field[],
  renamed: ReadonlyMap<string, Field>,
): FaultText | undefined {
  const old = field.renamedFrom;
  if (old === undefined) return undefined;
  const first = renamed.get(old);
  const standing = siblings.find(
    ({ name, renamedFrom }) => name === old && renamedFrom === undefined,
  );
  if (!first && !standing) return undefined;
  if (first) {
    return {
      code: "clashing-field",
      message: `The fields \`${first.name}\` and \`${field.name}\` were both renamed from \`${old}\``,
      expected: "one field for one old name",
    };
  }
  return {
    code: "clashing-field",
    message: `The field \`${field.name}\` was renamed from \`${old}\`, which is still a field`,
    expected: `another name than \`${old}\` for the other one, since the data of \`${field.name}\` is known by it`,
  };
}

/** PostgreSQL takes 1,600 columns of a table, and some are not the fields'. */
const mostFields = 1_000;

/**
 * Checks the fields of one resource together: how many they are, and names that are keywords,
 * reserved, taken twice, or that make longer names than a database takes.
 *
 * @returns Every fault; its place is the field as a whole, whatever form it was given in.
 */
export function checkFields(
  fields: readonly Field[],
  context: ResourceContext,
): readonly ResourceProblem[] {
  const problems: ResourceProblem[] = [];
  const owners = new Map<string, Field>();
  const renamed = new Map<string, Field>();
  for (const [index, field] of fields.entries()) {
    const add = (fault: FaultText | undefined) => {
      if (fault) problems.push({ ...fault, ...wholeField, index });
    };
    if (index === mostFields) {
      add({
        code: "value-out-of-bounds",
        message: `A resource of ${fields.length} fields has too many`,
        expected: `at most ${mostFields}`,
      });
    }
    add(takenFault(field, context));
    add(derivedFault(field, fields, context.resource));
    const names = ownedNames(field, fields, context.resource);
    const clashing = names.find((name) => owners.has(name));
    const owner = clashing === undefined ? undefined : owners.get(clashing);
    if (clashing !== undefined && owner) add(clashFault(field, clashing, owner));
    for (const name of names) if (!owners.has(name)) owners.set(name, field);
    add(renameFault(field, fields, renamed));
    if (field.renamedFrom !== undefined) renamed.set(field.renamedFrom, field);
  }
  return problems;
}

function nameFault(name: string, named: Named, target: Target): FaultText | undefined {
  const form = identifierProblem(name, named);
  if (form) return { code: "invalid-name", ...form };
  return takenName(name, {
    target,
    named,
    reserved: target.reserved.resources,
    instead: [`${name}_item`, `${name}_record`],
  });
}

/** Letters that no other spelling of a name in snake case has; they would be lost without a word. */
const foreign = /[^\x20-\x7E]/;

/**
 * What is wrong with the name of a resource, or else with its plural, which follows from it: the
 * form, a keyword, reserved.
 *
 * @param given - The name as a person gave it.
 * @returns A problem whose place is the name itself.
 */
export function checkResource(
  { resource, resources }: ResourceNames,
  target: Target,
  given: string = resource,
): FaultText | undefined {
  return (
    nameFault(foreign.test(given) ? given : resource, "resource", target) ??
    nameFault(resources, "plural", target)
  );
}
