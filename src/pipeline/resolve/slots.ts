import { fault } from "../../diagnostics/catalogue.ts";
import { checkArgument } from "../../language/arguments.ts";
import { fillValue } from "../../language/fill-value.ts";
import { lookupPath } from "../../language/lookup.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import type { Contribution, Parameter, Slot } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Data } from "../../model/graph.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { itemPlace } from "./item-place.ts";
import { type Scope, scopes } from "./items.ts";
import { resourceIn } from "./references.ts";
import { arrange } from "./slot-order.ts";
import type { Draft } from "./walk.ts";
import { withoutValue } from "./without-value.ts";

/** One value on its way into a slot, and who offers it. */
export interface Offer {
  readonly value: JsonObject;
  readonly at: string | undefined;
  readonly by: string;
  readonly place: Place;
  /** Whether its use, and what that depends on, has no fault of which a clash would only follow. */
  readonly isJudged: () => boolean;
  /** The field that it is offered for, where a person wrote that: asked for where two clash. */
  readonly field: () => OfferedField | undefined;
}

/** A field as a person wrote it. */
export interface OfferedField {
  readonly name: string;
  readonly place: Place;
}

/** The uses that own a slot, by id and by resource. */
interface SlotOwners {
  readonly byId: Map<string, Draft>;
  readonly byResource: Map<string, Draft[]>;
}

type Owners = ReadonlyMap<string, SlotOwners>;

function addOwner({ byId, byResource }: SlotOwners, draft: Draft): void {
  byId.set(draft.id, draft);
  const resource = draft.names?.resource;
  if (resource === undefined) return;
  const known = byResource.get(resource);
  if (known) known.push(draft);
  else byResource.set(resource, [draft]);
}

function ownersBySlot(drafts: Iterable<Draft>): Owners {
  const owners = new Map<string, SlotOwners>();
  for (const draft of drafts) {
    for (const slot of Object.keys(draft.blueprint.slots)) {
      const known = owners.get(slot) ?? { byId: new Map(), byResource: new Map() };
      addOwner(known, draft);
      owners.set(slot, known);
    }
  }
  return owners;
}

/** A contribution in its document, or one member of it; what a target adds has no members there. */
function placeOf(draft: Draft, { pointer }: Contribution, member = ""): Place {
  const isWritten = pointer.startsWith("/contributes/");
  return { file: draft.blueprint.file, pointer: isWritten ? `${pointer}${member}` : pointer };
}

function ownerName({ to }: Contribution, { lookup }: Scope): string | undefined {
  return to === undefined ? undefined : fillPlaceholders(to, lookup).text;
}

/** The uses that a contribution may be for: one named, else one of the same resource, else all. */
function ownersOf(
  draft: Draft,
  name: string | undefined,
  owners: SlotOwners | undefined,
): Iterable<Draft> {
  if (!owners) return [];
  if (name !== undefined) {
    const named = owners.byId.get(name);
    return named ? [named] : [];
  }
  const own = owners.byResource.get(draft.names?.resource ?? "");
  return own && owners.byId.size > 1 ? own : owners.byId.values();
}

/** What a target adds of itself has no `only_if_used`. */
function helpFor({ pointer, slot }: Contribution): string {
  return pointer.startsWith("/contributes/")
    ? "Add `only_if_used` where the contribution may be left out"
    : `Use a blueprint that declares the slot \`${slot}\``;
}

/** A slot that nobody owns, or several, so that it cannot be said whose is meant. */
function unknownSlot(
  draft: Draft,
  contribution: Contribution,
  found: { readonly name: string | undefined; readonly owners: Owners },
): Diagnostic {
  const { slot } = contribution;
  const candidates = [...(found.owners.get(slot)?.byId.keys() ?? [])].sort();
  const isAmbiguous = found.name === undefined && candidates.length > 1;
  const reason = isAmbiguous
    ? "which several uses have"
    : found.name === undefined
      ? "which no use has"
      : `of \`${found.name}\`, which has none or is not used`;
  return fault("unknown-slot", {
    message: `\`${draft.id}\` adds to the slot \`${slot}\`, ${reason}`,
    place: placeOf(draft, contribution, "/slot"),
    ...(isAmbiguous ? { expected: `\`to\` names one of ${candidates.join(", ")}` } : {}),
    suggestions: nearest(slot, found.owners.keys()),
    ...(isAmbiguous ? {} : { help: helpFor(contribution) }),
  });
}

const schemas = new WeakMap<Slot, readonly (readonly [string, Parameter])[]>();

/** The members of a slot's schema, listed once for all values. */
function membersOf(slot: Slot): readonly (readonly [string, Parameter])[] {
  const known = schemas.get(slot);
  if (known) return known;
  const members = Object.entries(slot.schema);
  schemas.set(slot, members);
  return members;
}

interface ValueProblem extends Pick<Diagnostic, "message" | "expected" | "suggestions"> {
  /** The member that it is about, and which side of it; none where one is missing. */
  readonly member?: string;
  readonly side?: "key" | "value";
}

type Report = (problem: ValueProblem) => void;

function checkNames(value: JsonObject, slot: Slot, report: Report): void {
  for (const member of Object.keys(value)) {
    if (Object.hasOwn(slot.schema, member)) continue;
    const known = Object.keys(slot.schema);
    report({
      message: `The slot \`${slot.name}\` has no member \`${member}\``,
      expected: `one of ${known.map((name) => `\`${name}\``).join(", ")}`,
      suggestions: nearest(member, known),
      member,
      side: "key",
    });
  }
}

function checkMembers(value: JsonObject, slot: Slot, report: Report): void {
  for (const [member, parameter] of membersOf(slot)) {
    const given = Object.hasOwn(value, member) ? value[member] : undefined;
    if (given === undefined || given === null) {
      if (parameter.required) {
        report({ message: `The slot \`${slot.name}\` needs \`${member}\`` });
      }
      continue;
    }
    for (const { pointer: _pointer, ...problem } of checkArgument(given, parameter)) {
      const message = `\`${member}\` for the slot \`${slot.name}\`: ${problem.message}`;
      report({ ...problem, message, member });
    }
  }
}

/**
 * Checks a value's members against the slot's schema.
 *
 * @param placeOfMember - Where a member of the value stands, or all of it.
 */
function checkValue(
  value: JsonObject,
  slot: Slot,
  placeOfMember: (member: string) => Place,
): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const report: Report = ({ member, side, ...problem }) => {
    const place = placeOfMember(member === undefined ? "" : `/${member}`);
    faults.push(
      fault("invalid-contribution", { ...problem, place: side ? { ...place, side } : place }),
    );
  };
  checkNames(value, slot, report);
  checkMembers(value, slot, report);
  return faults;
}

/** A slot's value with every member of its schema, null or the default where nothing is given. */
function complete(value: JsonObject, slot: Slot): JsonObject {
  const members: Record<string, Json> = Object.create(null);
  for (const [name, parameter] of membersOf(slot)) {
    members[name] = value[name] ?? parameter.default ?? null;
  }
  return members;
}

/** What filling slots needs beside the uses. */
interface SlotContext {
  readonly contributionsOf: (draft: Draft) => readonly Contribution[];
  /** Uses with a fault of their own: what they add is not judged. */
  readonly faulty: ReadonlySet<string>;
  /** Resources that a field refers to and that are reported as missing. */
  readonly absent: ReadonlySet<string>;
}

/** Collects what all uses add to slots, and gives each owner its values in order. */
export function fillSlots(
  drafts: ReadonlyMap<string, Draft>,
  { contributionsOf, faulty, absent }: SlotContext,
): Diagnostic[] {
  const owners = ownersBySlot(drafts.values());
  const diagnostics: Diagnostic[] = [];
  const offers = new Map<Draft, Map<string, Offer[]>>();

  function report(draft: Draft, faults: readonly Diagnostic[]): void {
    if (!faulty.has(draft.id)) diagnostics.push(...faults);
  }

  function findOwner(draft: Draft, contribution: Contribution, scope: Scope): Draft | undefined {
    const name = ownerName(contribution, scope);
    // Of an iterable no more than the first two are taken: a slot may have an owner for each resource.
    const [owner, other] = ownersOf(draft, name, owners.get(contribution.slot));
    if (owner && !other) return owner;
    const isReported = name !== undefined && absent.has(resourceIn(name));
    if (owner || !(contribution.onlyIfUsed || isReported)) {
      report(draft, [unknownSlot(draft, contribution, { name, owners })]);
    }
    return undefined;
  }

  function isSound({ id, dependencies }: Draft): boolean {
    return !faulty.has(id) && !dependencies.some((dependency) => faulty.has(dependency.id));
  }

  function fieldOf(draft: Draft, { each }: Contribution, { item }: Scope) {
    const name = lookupPath(item, "name");
    const place = itemPlace({ item, each }, draft, drafts);
    return typeof name === "string" && place ? { name, place } : undefined;
  }

  function offer(draft: Draft, contribution: Contribution, scope: Scope): void {
    const owner = findOwner(draft, contribution, scope);
    const slot = owner?.blueprint.slots[contribution.slot];
    if (!owner || !slot) return;
    const place = placeOf(draft, contribution);
    const { value, missing } = fillValue(contribution.value, scope.lookup);
    const filled = value as JsonObject;
    const faults =
      missing.length > 0
        ? withoutValue(missing, place, { draft, faulty })
        : checkValue(filled, slot, (member) => placeOf(draft, contribution, `/value${member}`));
    report(draft, faults);
    if (faults.length > 0 || missing.length > 0) return;
    const bySlot = offers.get(owner) ?? new Map<string, Offer[]>();
    offers.set(owner, bySlot);
    const known = bySlot.get(slot.name) ?? [];
    bySlot.set(slot.name, known);
    known.push({
      value: complete(filled, slot),
      at: contribution.at,
      by: draft.id,
      place,
      isJudged: () => isSound(draft),
      field: () => fieldOf(draft, contribution, scope),
    });
  }

  for (const draft of drafts.values()) {
    for (const contribution of contributionsOf(draft)) {
      for (const scope of scopes(contribution, draft.data)) offer(draft, contribution, scope);
    }
  }
  for (const draft of drafts.values()) {
    const slots: Data = Object.create(null);
    for (const slot of Object.values(draft.blueprint.slots)) {
      const arranged = arrange(slot, offers.get(draft)?.get(slot.name) ?? []);
      slots[slot.name] = arranged.values;
      diagnostics.push(...arranged.diagnostics);
    }
    draft.data.slots = slots;
  }
  return diagnostics;
}
