import type { FieldType } from "../model/field.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { fieldTypes, isFieldType } from "./fields/types.ts";
import { pathProblem } from "./paths.ts";

/** What a type of field adds to a slot wherever it is used. */
export interface TypeContribution {
  readonly slot: string;
  readonly value: JsonObject;
}

/** One row of the type table: free members that templates read as `field.native`. */
export type NativeType = JsonObject & { readonly contributes: readonly TypeContribution[] };

/** Names that cannot be used, each with the reason; a name that ends in `*` stands for all that begin so. */
export type ReservedNames = Readonly<Record<string, string>>;

/** What is particular to one language and framework, as data. */
export interface Target {
  readonly name: string;
  /** Where the code stands, below the project's root; with placeholders. */
  readonly packageRoot: string;
  /** Versions of the language that the code runs on and is tested with, the oldest first. */
  readonly languageVersions: readonly string[];
  /** Words that can name nothing in the language. */
  readonly keywords: readonly string[];
  readonly reserved: {
    readonly fields: ReservedNames;
    readonly resources: ReservedNames;
    /** Besides the libraries and the modules of the standard library. */
    readonly packages: ReservedNames;
  };
  /** Packages that the code, its tests, or what these require, import. */
  readonly libraries: readonly string[];
  /** Modules that need no requirement. */
  readonly standardLibrary: readonly string[];
  /** The bounds that complete a requirement given as a bare name, by normalized name. */
  readonly requirements: Readonly<Record<string, string>>;
  /** The slot that takes the requirements of blueprints. */
  readonly requirementsSlot: string;
  /** Commands to show after success, with placeholders. */
  readonly nextSteps: {
    /** For a new project. */
    readonly new: readonly string[];
    /** Before those after a change, where the project has no such path yet. */
    readonly setUp: { readonly missing: string; readonly steps: readonly string[] };
    readonly change: readonly string[];
    /** The command that takes what is stored back to a `{revision}`. */
    readonly takeBack: string;
  };
  /** By type; a type without a row has no native form. */
  readonly types: Readonly<Partial<Record<FieldType, NativeType>>>;
}

/** The fault of a target's document: it ships with the engine, so this is a bug and no diagnostic. */
export class TargetError extends Error {
  constructor(pointer: string, expected: string) {
    super(`The target's document needs ${expected} at \`${pointer}\``);
    this.name = "TargetError";
  }
}

function objectAt(json: Json | undefined, pointer: string): JsonObject {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new TargetError(pointer, "an object");
  }
  return json as JsonObject;
}

function textAt(json: Json | undefined, pointer: string): string {
  if (typeof json !== "string") throw new TargetError(pointer, "a string");
  return json;
}

function listAt(json: Json | undefined, pointer: string): readonly Json[] {
  if (!Array.isArray(json)) throw new TargetError(pointer, "a list");
  return json;
}

function textsAt(json: Json | undefined, pointer: string): readonly string[] {
  return listAt(json, pointer).map((item, index) => textAt(item, `${pointer}/${index}`));
}

function tableAt(json: Json | undefined, pointer: string): Readonly<Record<string, string>> {
  const table: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(objectAt(json, pointer))) {
    table[name] = textAt(value, `${pointer}/${name}`);
  }
  return table;
}

function nativeType(json: Json, pointer: string): NativeType {
  const row = objectAt(json, pointer);
  const contributes = listAt(row.contributes ?? [], `${pointer}/contributes`);
  return Object.assign(Object.create(null), row, {
    contributes: contributes.map((item, index) => {
      const at = `${pointer}/contributes/${index}`;
      const { slot, value } = objectAt(item, at);
      return { slot: textAt(slot, `${at}/slot`), value: objectAt(value, `${at}/value`) };
    }),
  });
}

function typeTable(json: Json | undefined): Target["types"] {
  const table: Partial<Record<FieldType, NativeType>> = Object.create(null);
  for (const [type, row] of Object.entries(objectAt(json, "/types"))) {
    if (!isFieldType(type)) {
      throw new TargetError(`/types/${type}`, `a type of ${fieldTypes.join(", ")}`);
    }
    table[type] = nativeType(row, `/types/${type}`);
  }
  return table;
}

/**
 * Reads a target from its document, `templates/<target>/target.json`.
 *
 * @throws TargetError where the document has not the form of `Target`, its members in snake case.
 */
export function parseTarget(json: Json): Target {
  const document = objectAt(json, "");
  const reserved = objectAt(document.reserved, "/reserved");
  const nextSteps = objectAt(document.next_steps, "/next_steps");
  const setUp = objectAt(nextSteps.set_up, "/next_steps/set_up");
  return {
    name: textAt(document.name, "/name"),
    packageRoot: textAt(document.package_root, "/package_root"),
    languageVersions: textsAt(document.language_versions, "/language_versions"),
    keywords: textsAt(document.keywords, "/keywords"),
    reserved: {
      fields: tableAt(reserved.fields, "/reserved/fields"),
      resources: tableAt(reserved.resources, "/reserved/resources"),
      packages: tableAt(reserved.packages, "/reserved/packages"),
    },
    libraries: textsAt(document.libraries, "/libraries"),
    standardLibrary: textsAt(document.standard_library, "/standard_library"),
    requirements: tableAt(document.requirements, "/requirements"),
    requirementsSlot: textAt(document.requirements_slot, "/requirements_slot"),
    nextSteps: {
      new: textsAt(nextSteps.new, "/next_steps/new"),
      setUp: {
        missing: textAt(setUp.missing, "/next_steps/set_up/missing"),
        steps: textsAt(setUp.steps, "/next_steps/set_up/steps"),
      },
      change: textsAt(nextSteps.change, "/next_steps/change"),
      takeBack: textAt(nextSteps.take_back, "/next_steps/take_back"),
    },
    types: typeTable(document.types),
  };
}

const beginnings = new WeakMap<ReservedNames, readonly string[]>();

/** The names that stand for all that begin so; found once, since every name is compared with them. */
function beginningsOf(reserved: ReservedNames): readonly string[] {
  const known = beginnings.get(reserved);
  if (known) return known;
  const found = Object.keys(reserved).filter((key) => key.endsWith("*"));
  beginnings.set(reserved, found);
  return found;
}

/** Why a name is reserved; undefined where it is free. */
export function reservedReason(reserved: ReservedNames, name: string): string | undefined {
  if (Object.hasOwn(reserved, name)) return reserved[name];
  const pattern = beginningsOf(reserved).find((key) => name.startsWith(key.slice(0, -1)));
  return pattern === undefined ? undefined : reserved[pattern];
}

/** Why the project's package cannot have a name; undefined where it can. */
export function packageReason(name: string, target: Target): string | undefined {
  if (target.standardLibrary.includes(name)) return "it is a module of the standard library";
  if (target.libraries.includes(name)) {
    return "the backend or its tests import another package of that name";
  }
  return pathProblem(name) ?? reservedReason(target.reserved.packages, name);
}
