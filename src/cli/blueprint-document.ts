import type {
  Blueprint,
  Contradiction,
  Contribution,
  Dependency,
  GeneratedPath,
  Reference,
  Slot,
} from "../model/blueprint.ts";

function dependency({ pointer: _pointer, alias: as, ...rest }: Dependency | Reference) {
  return { ...rest, as };
}

function generated({ pointer: _pointer, mode, ...rest }: GeneratedPath) {
  return { ...rest, mode: `0${mode.toString(8)}` };
}

function contribution({ pointer: _pointer, onlyIfUsed, ...rest }: Contribution) {
  return { ...rest, only_if_used: onlyIfUsed };
}

function contradiction({ pointer: _pointer, ...rest }: Contradiction) {
  return rest;
}

function slot({ pointer: _pointer, name: _name, ...rest }: Slot) {
  return rest;
}

/** A blueprint as data: the members of its document, with what was left out filled in. */
export function blueprintDocument(blueprint: Blueprint): object {
  const { name, version, category, description, command, origin, file } = blueprint;
  const slots = Object.values(blueprint.slots).map((one) => [one.name, slot(one)]);
  return {
    name,
    version,
    category,
    description,
    command: command ?? null,
    origin,
    file,
    parameters: blueprint.parameters,
    imports: blueprint.imports,
    dependencies: blueprint.requirements,
    depends_on: blueprint.dependsOn.map(dependency),
    refers_to: blueprint.refersTo.map(dependency),
    conflicts_with: blueprint.conflictsWith,
    generates: blueprint.generates.map(generated),
    contributes: blueprint.contributes.map(contribution),
    slots: Object.fromEntries(slots),
    required_files: blueprint.requiredFiles,
    test_requirements: blueprint.testRequirements,
    performance_targets: blueprint.performanceTargets,
    contradictions: blueprint.contradictions.map(contradiction),
  };
}
