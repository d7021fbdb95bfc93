import { type Command, Option } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import { takesFields } from "../../language/commands.ts";
import { fieldTypes } from "../../language/fields/types.ts";
import { resourceSpelling } from "../../language/names.ts";
import { nearest } from "../../language/nearest.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { Json } from "../../model/json.ts";
import type { FieldChange, ManifestChange } from "../../model/manifest.ts";
import type { RegisterContext } from "../command-module.ts";
import { type Composite, composites } from "../composites.ts";
import { findProject, noProject } from "../find-project.ts";
import { addConflictOption, readMergeOptions } from "../merge-options.ts";
import { failure, type Outcome } from "../outcome.ts";
import { addParameters, readParameters } from "../parameter-options.ts";
import { addPlanOptions, editOrPlan } from "../plan-options.ts";
import { choose } from "../prompts.ts";
import type { PlanTarget } from "../save-plan.ts";
import type { Session } from "../session.ts";

/** The value of `--type` before the options that depend on it are known. */
function typedType(words: readonly string[]): string | undefined {
  const position = words.findIndex((word) => word === "--type" || word.startsWith("--type="));
  const word = words[position];
  if (word === undefined) return undefined;
  return word.includes("=") ? word.slice("--type=".length) : words[position + 1];
}

function fieldParameter({ parameters }: Blueprint): string | undefined {
  return Object.entries(parameters).find(([, parameter]) => takesFields(parameter))?.[0];
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, ...value.split(",")];
}

/** What a newcomer needs to know of fields, below the help of a command that takes them. */
function fieldHelp(call: string): string {
  return `
Fields are name:type[:modifier...], for example
  name:string:1..120  price:decimal:10.2  status:enum:draft,live  owner:ref:user
Types:     ${fieldTypes.slice(0, 9).join(", ")},
           ${fieldTypes.slice(9).join(", ")}
Modifiers: optional, unique, index, default=VALUE (last), and what the type takes;
           renamed_from=OLD is what --rename writes

Examples:
  $ scaffold ${call} product name:string:1..120 price:decimal:10.2
  $ scaffold ${call} product stock:int:default=0   adds a field
  $ scaffold ${call} product --rename name:title   renames a field
  $ scaffold ${call} product --drop stock          drops a field`;
}

function addFieldOptions(command: Command, call: string): void {
  command
    .addHelpText("after", fieldHelp(call))
    .addOption(new Option("--drop <field>", "drop a field").argParser(collect))
    .addOption(
      new Option("--rename <old:new>", "rename a field and keep its data").argParser(collect),
    );
}

/** What is to be done with the fields that are there; a blueprint without fields has no such options. */
function fieldOptions(command: Command, blueprint: Blueprint) {
  if (fieldParameter(blueprint) === undefined) return { drop: [], rename: [] };
  const { drop = [], rename = [] } = command.opts<{ drop?: string[]; rename?: string[] }>();
  return { drop, rename };
}

function renames(values: readonly string[]) {
  return values.map((value) => {
    const [from = "", to = ""] = value.split(":", 2);
    return { from, to };
  });
}

interface Call {
  readonly composite: Composite;
  readonly given: Readonly<Record<string, Json>>;
  readonly drop: readonly string[];
  readonly rename: readonly string[];
}

function toChange({ composite, given, drop, rename }: Call): ManifestChange {
  const { blueprint } = composite;
  const fields = fieldParameter(blueprint);
  const { [fields ?? ""]: put = [], ...others } = given;
  const named = given.resource_name;
  const resource = typeof named === "string" ? resourceSpelling(named) : named;
  const rest = resource === undefined ? others : { ...others, resource_name: resource };
  const name =
    typeof resource === "string" ? blueprint.name.replace("{resource}", resource) : blueprint.name;
  const use = { blueprint: name, with: rest };
  if (fields === undefined) return { kind: "add", use };
  const change: FieldChange = {
    put: (put as readonly Json[]).map(String),
    drop,
    rename: renames(rename),
  };
  return { kind: "add", use, fields: change };
}

function badRenames(rename: readonly string[]) {
  return rename
    .filter((value) => !/^[^:]+:[^:]+$/.test(value))
    .map((value) =>
      fault("usage", {
        message: `\`--rename ${value}\` is not OLD:NEW`,
        expected: "`--rename price:amount`",
      }),
    );
}

interface Registered {
  readonly composite: Composite;
  readonly command: Command;
  readonly planTarget: () => PlanTarget | undefined;
}

async function runComposite(
  { composite, command, planTarget }: Registered,
  session: Session,
): Promise<Outcome> {
  const { drop, rename } = fieldOptions(command, composite.blueprint);
  // Nobody is asked for what could not be used.
  if (findProject(session) === undefined) return failure(noProject(session));
  const read = await readParameters(composite.blueprint.parameters, command, session);
  const diagnostics = [...read.diagnostics, ...badRenames(rename)];
  if (diagnostics.length > 0) return failure(...diagnostics);
  const isTypeAsked = composite.type !== undefined && typedType(session.words) === undefined;
  const type = isTypeAsked ? ["--type", composite.type] : [];
  const words = [...session.words, ...type, ...read.answers];
  const change = toChange({ composite, given: read.value, drop, rename });
  const { value } = readMergeOptions(command);
  return editOrPlan({ changes: [change], ...value }, planTarget(), { ...session, words });
}

function unknownType(verb: string, type: string | undefined, known: readonly Composite[]): Outcome {
  const types = known.flatMap((composite) => composite.type ?? []);
  return failure(
    fault("usage", {
      message:
        type === undefined
          ? `\`${verb}\` needs to know its type: add \`--type TYPE\``
          : `\`${verb}\` has no type \`${type}\``,
      expected: types.map((name) => `\`--type ${name}\``).join(" or "),
      ...(type === undefined ? {} : { suggestions: nearest(type, types) }),
    }),
  );
}

/** Why a command cannot be known; where there is no project, or a document is broken, that comes first. */
function withoutType(
  verb: string,
  { value: known, diagnostics }: Result<readonly Composite[]>,
  session: Session,
): Outcome {
  if (findProject(session) === undefined) return failure(noProject(session));
  if (diagnostics.length > 0) return failure(...diagnostics);
  return unknownType(verb, typedType(session.words), known);
}

function typeOption(known: readonly Composite[]): Option {
  const types = known.flatMap((composite) => composite.type ?? []);
  return new Option("--type <type>", `what kind: ${types.join(", ")}`);
}

/** What a verb's types are for, below its help where none of them is chosen. */
function typeHelp(verb: string, known: readonly Composite[]): string {
  const types = known.flatMap(({ type, blueprint }) =>
    type === undefined ? [] : [[type, blueprint.description] as const],
  );
  const [[first] = [""]] = types;
  const width = Math.max(...types.map(([type]) => type.length));
  const rows = types.map(([type, description]) => `  ${type.padEnd(width)}  ${description}`);
  return ["", "Types:", ...rows, "", `\`scaffold ${verb} --type ${first} --help\` shows more`].join(
    "\n",
  );
}

function asksForHelp({ words }: Session): boolean {
  return words.some((word) => word === "--help" || word === "-h" || word === "help");
}

async function findComposite(known: readonly Composite[], session: Session, verb: string) {
  const [only] = known;
  const typed = typedType(session.words);
  const isClear = known.length === 1 && (only?.type === undefined || asksForHelp(session));
  if (typed === undefined && isClear) return only;
  const canAsk = () =>
    !asksForHelp(session) && findProject(session) !== undefined && session.terminal.canPrompt;
  const type =
    typed ?? (canAsk() ? await choose(`What kind of ${verb}?`, known, session) : undefined);
  return known.find((composite) => composite.type === type);
}

/** A command that comes from the blueprints: its options are the parameters of the composite. */
export async function register(command: Command, { session, verb, finish }: RegisterContext) {
  const { value: all, diagnostics } = await composites(session);
  const known = all.filter((composite) => composite.verb === verb);
  const composite = await findComposite(known, session, verb);
  if (known.some(({ type }) => type !== undefined)) command.addOption(typeOption(known));
  if (!composite) command.addHelpText("after", typeHelp(verb, known));
  if (!composite || composite.faults.length > 0) {
    command.allowExcessArguments(true).allowUnknownOption(true);
    const outcome = composite
      ? failure(...composite.faults)
      : withoutType(verb, { value: known, diagnostics }, session);
    command.action(() => finish(outcome));
    return;
  }
  const { blueprint } = composite;
  command.description(blueprint.description);
  addParameters(command, blueprint.parameters);
  if (fieldParameter(blueprint) !== undefined) addFieldOptions(command, blueprint.command ?? verb);
  addConflictOption(command);
  const planTarget = addPlanOptions(command);
  command.action(async () =>
    finish(await runComposite({ composite, command, planTarget }, session)),
  );
}
