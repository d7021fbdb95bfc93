import type { Command } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import { listBlueprints } from "../../engine.ts";
import { nearest } from "../../language/nearest.ts";
import { matchName } from "../../language/patterns.ts";
import type { Blueprint, Parameter } from "../../model/blueprint.ts";
import { blueprintDocument } from "../blueprint-document.ts";
import type { RegisterContext } from "../command-module.ts";
import { findProject } from "../find-project.ts";
import { failure, type Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";
import { rangeText } from "../typed-value.ts";

const MAX_SUGGESTIONS = 3;

function summaryOf({ name, version, category, description, origin, command, file }: Blueprint) {
  return { name, version, category, description, origin, command: command ?? null, file };
}

async function known(session: Session) {
  const root = findProject(session) ?? session.workingFolder;
  return listBlueprints(session.portsFor(root));
}

async function list(session: Session): Promise<Outcome> {
  const { value, diagnostics } = await known(session);
  const rows = value.map(summaryOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const { colors } = session.terminal;
  const lines = rows.map(
    ({ name, origin, description }) =>
      `${colors.bold(name.padEnd(width))}  ${origin.padEnd(8)}  ${description}`,
  );
  return { diagnostics, text: lines.join("\n"), result: { blueprints: rows } };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

/** Parameters, or the members of a slot's values, one a line. */
function parameterLines(parameters: Readonly<Record<string, Parameter>>): readonly string[] {
  return Object.entries(parameters).map(([name, parameter]) => {
    const { type, required, default: preset, description } = parameter;
    const range = rangeText(parameter);
    const values = range === undefined ? type : `${type}: ${range}`;
    const known = [values, ...(required ? ["required"] : [])].join("; ");
    const byDefault = preset === undefined ? "" : ` = ${JSON.stringify(preset)}`;
    return `${name} (${known})${byDefault}  ${description}`.trimEnd();
  });
}

function describe(blueprint: Blueprint): string {
  const { name, version, origin, file, description, command } = blueprint;
  const slots = Object.values(blueprint.slots).flatMap((slot) => [
    [slot.name, slot.description].join("  ").trimEnd(),
    ...parameterLines(slot.schema).map((line) => `  ${line}`),
  ]);
  return [
    `${name} ${version}  (${origin}, ${file})`,
    description,
    ...section("Command", command === undefined ? [] : [`scaffold ${command}`]),
    ...section("Parameters", parameterLines(blueprint.parameters)),
    ...section(
      "Depends on",
      blueprint.dependsOn.map((dependency) => dependency.blueprint),
    ),
    ...section(
      "Refers to",
      blueprint.refersTo.map((reference) => reference.blueprint),
    ),
    ...section(
      "Generates",
      blueprint.generates.map(({ path }) => path),
    ),
    ...section("Adds to", [...new Set(blueprint.contributes.map(({ slot }) => slot))]),
    ...section("Slots", slots),
  ].join("\n");
}

/** The blueprint of a name, or of a use such as `create-model-product`; a project's own comes last. */
function findNamed(name: string, all: readonly Blueprint[]): Blueprint | undefined {
  return (
    all.findLast((blueprint) => blueprint.name === name) ??
    all.findLast((blueprint) => matchName(blueprint.name, name) !== undefined)
  );
}

function suggestionsFor(name: string, all: readonly Blueprint[]): readonly string[] {
  const names = all.map((blueprint) => blueprint.name);
  const longer = names.filter((candidate) => candidate.startsWith(name));
  return longer.length > 0 && longer.length <= MAX_SUGGESTIONS ? longer : nearest(name, names);
}

async function show(name: string, session: Session): Promise<Outcome> {
  const { value, diagnostics } = await known(session);
  const found = findNamed(name, value);
  if (!found) {
    const unknown = fault("usage", {
      message: `There is no blueprint \`${name}\``,
      suggestions: suggestionsFor(name, value),
      help: "`scaffold blueprint list` shows what there is",
    });
    return failure(...diagnostics, unknown);
  }
  return { diagnostics, text: describe(found), result: blueprintDocument(found) };
}

/** `scaffold blueprint list|show`: what blueprints there are. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command.description("List blueprints, or show one.");
  command
    .command("list")
    .description("list the built-in blueprints and the project's own")
    .action(async () => finish(await list(session)));
  command
    .command("show <name>")
    .description("show one blueprint: parameters, relations, files")
    .action(async (name: string) => finish(await show(name, session)));
}
