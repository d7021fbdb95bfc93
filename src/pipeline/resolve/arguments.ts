import { fault } from "../../diagnostics/catalogue.ts";
import { checkArgument } from "../../language/arguments.ts";
import {
  checkFields,
  checkResource,
  type FieldProblem,
  type FieldReading,
  fieldData,
  fieldFromJson,
  parseField,
} from "../../language/fields/index.ts";
import { nearest } from "../../language/nearest.ts";
import type { Target } from "../../language/target.ts";
import type { Blueprint, Parameter } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Field } from "../../model/field.ts";
import type { Data, ResourceNames } from "../../model/graph.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { HandedArguments } from "./walk.ts";

/** Where each argument of a use was given; the place of a use of the manifest ends in `/with`. */
export interface ArgumentSource {
  readonly id: string;
  /** Ids of the uses that imply it; undefined for a use of the manifest. */
  readonly impliedBy: ReadonlySet<string> | undefined;
  readonly blueprint: Blueprint;
  readonly names: ResourceNames | undefined;
  readonly given: JsonObject;
  readonly place: Place;
  readonly resourcePlace: Place;
  /** Where arguments that were not given to this use come from. */
  readonly handed: HandedArguments;
}

/** Values as templates see them, with the defaults filled in. */
export interface Arguments {
  readonly data: Data;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a value is missing or wrong, here or in the blueprint's document. */
  readonly isFaulty: boolean;
}

function below(place: Place, path: string): Place {
  return { ...place, pointer: `${place.pointer ?? ""}${path}` };
}

function escapePointer(member: string): string {
  return member.replaceAll("~", "~0").replaceAll("/", "~1");
}

function holdsFields(parameter: Parameter): boolean {
  return parameter.items?.format === "field";
}

function fieldFault(problem: FieldProblem, place: Place): Diagnostic {
  const within =
    problem.pointer === undefined ? { within: { start: problem.start, end: problem.end } } : {};
  return fault(problem.code, {
    message: problem.message,
    place: {
      ...below(place, problem.pointer ?? ""),
      ...within,
      ...(problem.code === "unknown-modifier" && problem.pointer ? { side: "key" } : {}),
    },
    ...(problem.expected === undefined ? {} : { expected: problem.expected }),
    ...(problem.suggestions === undefined ? {} : { suggestions: problem.suggestions }),
  });
}

/** What an implied use needs cannot be given to the use that implies it, unless that hands it down. */
function helpFor(name: string, { id, impliedBy }: ArgumentSource): string {
  const [by] = impliedBy ?? [];
  return by === undefined
    ? `Add \`${name}\` to its \`with\``
    : `\`${by}\` implies it: use \`${id}\` in the manifest as well, and give \`${name}\` there`;
}

/** Reads fields; many resources have fields in the same words. */
function fieldReader() {
  const known = new Map<string, FieldReading>();
  return (item: Json): FieldReading => {
    if (typeof item !== "string") return fieldFromJson(item);
    const reading = known.get(item) ?? parseField(item);
    known.set(item, reading);
    return reading;
  };
}

/** Parses the items of a field parameter; items with a fault are left out. */
function parseFields(
  items: readonly Json[],
  { place, parse }: { readonly place: Place; readonly parse: (item: Json) => FieldReading },
) {
  const fields: { field: Field; place: Place }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, item] of items.entries()) {
    const at = below(place, `/${index}`);
    const parsed = parse(item);
    for (const problem of parsed.problems) diagnostics.push(fieldFault(problem, at));
    if (parsed.field) fields.push({ field: parsed.field, place: at });
  }
  return { fields, diagnostics };
}

/** Reads the arguments of uses, for one target; equal field lists are read once. */
export function argumentReader(target: Target) {
  const parse = fieldReader();
  const known = new WeakMap<object, Map<string, { value: Data[]; diagnostics: Diagnostic[] }>>();

  function readFields(items: readonly Json[], resource: ResourceNames, place: Place) {
    const parsed = parseFields(items, { place, parse });
    const siblings = parsed.fields.map(({ field }) => field);
    const diagnostics = [...parsed.diagnostics];
    for (const { index, ...problem } of checkFields(siblings, { target, resource })) {
      diagnostics.push(fieldFault(problem, parsed.fields[index]?.place ?? place));
    }
    const value = siblings.map((field) => fieldData(field, { target, siblings, resource }));
    return { value, diagnostics };
  }

  function fieldsOf(items: readonly Json[], resource: ResourceNames, place: Place) {
    const byResource = known.get(items) ?? new Map();
    known.set(items, byResource);
    const key = `${resource.resource} ${resource.resources}`;
    if (!byResource.has(key)) byResource.set(key, readFields(items, resource, place));
    return byResource.get(key);
  }

  function readOne(name: string, parameter: Parameter, source: ArgumentSource) {
    const isGiven = Object.hasOwn(source.given, name);
    const value = isGiven ? source.given[name] : parameter.default;
    const place = isGiven
      ? (source.handed[name]?.place ?? below(source.place, `/${escapePointer(name)}`))
      : { file: source.blueprint.file, pointer: `/parameters/${escapePointer(name)}/default` };
    if (value === undefined) return { value: null, diagnostics: [] };
    const problems = checkArgument(value, parameter).map((problem) =>
      fault("invalid-argument", {
        message: `\`${name}\`: ${problem.message}`,
        place: below(place, problem.pointer),
        ...(problem.expected === undefined ? {} : { expected: problem.expected }),
        ...(problem.suggestions === undefined ? {} : { suggestions: problem.suggestions }),
      }),
    );
    // A default that does not fit was reported with its document.
    if (problems.length > 0)
      return { value: null, diagnostics: isGiven ? problems : [], isFaulty: true };
    if (holdsFields(parameter) && Array.isArray(value) && source.names) {
      return fieldsOf(value, source.names, place);
    }
    return { value, diagnostics: [] };
  }

  function unknown(source: ArgumentSource): Diagnostic[] {
    const known = Object.keys(source.blueprint.parameters);
    return Object.keys(source.given)
      .filter((name) => !known.includes(name))
      .map((name) =>
        fault("unknown-argument", {
          message: `\`${source.blueprint.name}\` has no parameter \`${name}\``,
          place: { ...below(source.place, `/${escapePointer(name)}`), side: "key" },
          expected: known.length > 0 ? `one of ${known.join(", ")}` : "no arguments",
          suggestions: nearest(name, known),
        }),
      );
  }

  function missing(source: ArgumentSource): Diagnostic[] {
    return Object.entries(source.blueprint.parameters)
      .filter(
        ([name, { required }]) =>
          required &&
          !Object.hasOwn(source.given, name) &&
          !(name === "resource_name" && source.names),
      )
      .map(([name, { description }]) =>
        fault("missing-argument", {
          message: `\`${source.id}\` needs \`${name}\``,
          place: source.place,
          ...(description === "" ? {} : { expected: `\`${name}\`: ${description}` }),
          help: helpFor(name, source),
        }),
      );
  }

  function resourceFaults({ names, given, resourcePlace: place }: ArgumentSource): Diagnostic[] {
    if (!names) return [];
    const { resource_name: name } = given;
    const problem = checkResource(names, target, typeof name === "string" ? name : undefined);
    return problem ? [fault(problem.code, { ...problem, place })] : [];
  }

  return function read(source: ArgumentSource): Arguments {
    const data: Data = Object.create(null);
    const diagnostics = [...unknown(source), ...missing(source), ...resourceFaults(source)];
    let isFaulty = false;
    for (const [name, parameter] of Object.entries(source.blueprint.parameters)) {
      const argument = readOne(name, parameter, source);
      data[name] = argument.value;
      diagnostics.push(...argument.diagnostics);
      isFaulty ||= "isFaulty" in argument;
    }
    if (source.names) data.resource_name = source.names.resource;
    return { data, diagnostics, isFaulty: isFaulty || diagnostics.length > 0 };
  };
}
