import { joinPointer } from "../../diagnostics/source/pointer.ts";
import { digest } from "../../language/digest.ts";
import type {
  Blueprint,
  Condition,
  Contradiction,
  Contribution,
  Dependency,
  GeneratedPath,
  HistorySource,
  Reference,
  Slot,
} from "../../model/blueprint.ts";
import type { SourceDocument } from "../../model/document.ts";
import type { Refusal, StateRule } from "../../model/history.ts";
import type { Json } from "../../model/json.ts";
import {
  isObject,
  listOf,
  member,
  objectOf,
  present,
  stringOf,
  stringsOf,
  wordOf,
} from "./read.ts";
import { readParameters } from "./read-parameter.ts";
import { readTargets } from "./read-targets.ts";

/**
 * The blueprint that a document holds, defaults filled in. What does not fit the schema is taken
 * for absent, so that the rest of the document can be looked at all the same.
 */
export function readBlueprint(document: SourceDocument): Blueprint {
  const { file, origin, text, value } = document;
  const metadata = member(value, "metadata");
  const template = member(value, "template");
  const relationships = member(value, "relationships");
  const validation = member(value, "validation");
  return {
    name: stringOf(member(metadata, "name")) ?? "",
    version: stringOf(member(metadata, "version")) ?? "0.0.0",
    category: stringOf(member(metadata, "category")) ?? "",
    description: stringOf(member(metadata, "description")) ?? "",
    file,
    origin,
    stem: stemOf(file),
    parameters: readParameters(member(value, "parameters")),
    imports: stringsOf(member(template, "imports")),
    requirements: stringsOf(member(template, "dependencies")),
    dependsOn: read(relationships, "depends_on", readDependency),
    refersTo: read(relationships, "refers_to", readReference),
    conflictsWith: stringsOf(member(relationships, "conflicts_with")),
    generates: read(relationships, "generates", readGenerated),
    contributes: listOf(member(value, "contributes")).flatMap((item, index) =>
      readContribution(item, joinPointer("/contributes", index)),
    ),
    slots: readSlots(member(value, "slots")),
    requiredFiles: stringsOf(member(validation, "required_files")),
    testRequirements: stringsOf(member(validation, "test_requirements")),
    performanceTargets: readTargets(member(validation, "performance_targets")),
    contradictions: listOf(member(validation, "contradictions")).flatMap((item, index) =>
      readContradiction(item, joinPointer("/validation/contradictions", index)),
    ),
    hash: digest(text.startsWith("\uFEFF") ? text.slice(1) : text),
    ...present({
      command: stringOf(member(metadata, "command")),
      embeddedCode: stringOf(member(template, "embedded_code")),
    }),
  };
}

/** The name of a file without folders and without its ending. */
function stemOf(file: string): string {
  const name = file.slice(
    Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"), file.lastIndexOf(":")) + 1,
  );
  return name.replace(/(?:\.blueprint)?\.json$/, "");
}

type ReadEntry<T> = (item: Json, pointer: string) => readonly T[];

function read<T>(
  relationships: Json | undefined,
  name: string,
  readEntry: ReadEntry<T>,
): readonly T[] {
  const pointer = joinPointer("/relationships", name);
  return listOf(member(relationships, name)).flatMap((item, index) =>
    readEntry(item, joinPointer(pointer, index)),
  );
}

/** A text that stands for an object with one member. */
function longForm(item: Json, name: string): Json {
  return typeof item === "string" ? { [name]: item } : item;
}

function conditionAt(item: Json | undefined, name: string): Condition | undefined {
  const condition = member(item, name);
  return isObject(condition) ? objectOf(condition) : undefined;
}

function conditionOf(item: Json): Condition | undefined {
  return conditionAt(item, "when");
}

function readDependency(item: Json, pointer: string): readonly Dependency[] {
  const entry = longForm(item, "blueprint");
  const blueprint = stringOf(member(entry, "blueprint"));
  if (blueprint === undefined) return [];
  const optional = {
    alias: stringOf(member(entry, "as")),
    version: stringOf(member(entry, "version")),
    when: conditionOf(entry),
  };
  return [{ blueprint, pointer, ...present(optional) }];
}

function readReference(item: Json, pointer: string): readonly Reference[] {
  const entry = longForm(item, "blueprint");
  const blueprint = stringOf(member(entry, "blueprint"));
  if (blueprint === undefined) return [];
  const optional = {
    alias: stringOf(member(entry, "as")),
    each: stringOf(member(entry, "each")),
    when: conditionOf(entry),
  };
  return [{ blueprint, pointer, ...present(optional) }];
}

function readGenerated(item: Json, pointer: string): readonly GeneratedPath[] {
  const entry = longForm(item, "path");
  const path = stringOf(member(entry, "path"));
  if (path === undefined) return [];
  return [
    {
      path,
      ownership: wordOf(member(entry, "ownership"), ["managed", "seed", "history"]) ?? "managed",
      mode: member(entry, "mode") === "0755" ? 0o755 : 0o644,
      pointer,
      ...present({ when: conditionOf(entry), history: historyOf(member(entry, "history")) }),
    },
  ];
}

function historyOf(value: Json | undefined): HistorySource | undefined {
  if (value === undefined) return undefined;
  const text = (name: string) => stringOf(member(value, name)) ?? "";
  return { slot: text("slot"), revision: text("revision"), parents: text("parents") };
}

function readContradiction(item: Json, pointer: string): readonly Contradiction[] {
  const when = conditionOf(item);
  if (!when) return [];
  const reason = stringOf(member(item, "reason")) ?? "";
  const help = stringOf(member(item, "help")) ?? "";
  return [{ when, reason, help, pointer, ...present({ each: stringOf(member(item, "each")) }) }];
}

function readContribution(item: Json, pointer: string): readonly Contribution[] {
  const slot = stringOf(member(item, "slot"));
  if (slot === undefined) return [];
  const optional = {
    to: stringOf(member(item, "to")),
    at: stringOf(member(item, "at")),
    each: stringOf(member(item, "each")),
    when: conditionOf(item),
  };
  return [
    {
      slot,
      onlyIfUsed: member(item, "only_if_used") === true,
      value: objectOf(member(item, "value")),
      pointer,
      ...present(optional),
    },
  ];
}

function stateOf(value: Json | undefined): StateRule {
  return {
    ignore: stringsOf(member(value, "ignore")),
    choices: stringsOf(member(value, "choices")),
    refuses: listOf(member(value, "refuses")).flatMap(readRefusal),
    warns: listOf(member(value, "warns")).flatMap(readRefusal),
    ...present({ needs: stringOf(member(value, "needs")), apart: conditionAt(value, "apart") }),
  };
}

function readRefusal(item: Json): readonly Refusal[] {
  const list = stringOf(member(item, "list"));
  if (list === undefined) return [];
  return [
    {
      list,
      changed: stringsOf(member(item, "changed")),
      reason: stringOf(member(item, "reason")) ?? "",
      help: stringOf(member(item, "help")) ?? "",
      ...present({ when: conditionOf(item), before: conditionAt(item, "before") }),
    },
  ];
}

function readSlots(value: Json | undefined): Readonly<Record<string, Slot>> {
  const slots: Record<string, Slot> = Object.create(null);
  for (const [name, item] of Object.entries(objectOf(value))) {
    const order = member(item, "order");
    slots[name] = {
      name,
      description: stringOf(member(item, "description")) ?? "",
      schema: readParameters(member(item, "schema")),
      key: stringOf(member(item, "key")) ?? "",
      order: Array.isArray(order) ? stringsOf(order) : "key",
      duplicates: wordOf(member(item, "duplicates"), ["equal", "fault", "intersect"]) ?? "equal",
      state: stateOf(member(item, "state")),
      pointer: joinPointer("/slots", name),
    };
  }
  return slots;
}
