import { type Command, Option } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../language/nearest.ts";
import type { Parameter } from "../../model/blueprint.ts";
import type { Json } from "../../model/json.ts";
import type { FieldChange, ManifestChange } from "../../model/manifest.ts";
import { type Composite, composites } from "../composites.ts";
import { editProject } from "../edit.ts";
import { failure, type Outcome } from "../outcome.ts";
import { addParameters, readParameters } from "../parameter-options.ts";
import { choose } from "../prompts.ts";
import type { Session } from "../session.ts";
import type { RegisterContext } from "../verbs.ts";

/** The value of `--type` before the options that depend on it are known. */
function typedType(words: readonly string[]): string | undefined {
  const position = words.findIndex((word) => word === "--type" || word.startsWith("--type="));
  const word = words[position];
  if (word === undefined) return undefined;
  return word.includes("=") ? word.slice("--type=".length) : words[position + 1];
}

function fieldParameter(parameters: Readonly<Record<string, Parameter>>): string | undefined {
  return Object.keys(parameters).find((name) => parameters[name]?.items?.format === "field");
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, ...value.split(",")];
}

function addFieldOptions(command: Command): void {
  command
    .addOption(new Option("--drop <field>", "drop a field").argParser(collect))
    .addOption(
      new Option("--rename <old:new>", "rename a field and keep its data").argParser(collect),
    );
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
  const fields = fieldParameter(blueprint.parameters);
  const { [fields ?? ""]: put = [], ...rest } = given;
  const resource = given.resource_name;
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

async function runComposite(
  composite: Composite,
  command: Command,
  session: Session,
): Promise<Outcome> {
  const options = command.opts<{ drop?: readonly string[]; rename?: readonly string[] }>();
  const { drop = [], rename = [] } = options;
  const read = await readParameters(composite.blueprint.parameters, command, session);
  const diagnostics = [...read.diagnostics, ...badRenames(rename)];
  if (diagnostics.length > 0) return failure(...diagnostics);
  return editProject([toChange({ composite, given: read.value, drop, rename })], session);
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

function typeOption(known: readonly Composite[]): Option {
  const types = known.flatMap((composite) => composite.type ?? []);
  return new Option("--type <type>", `what kind: ${types.join(", ")}`);
}

function asksForHelp({ words }: Session): boolean {
  return words.some((word) => word === "--help" || word === "-h" || word === "help");
}

async function findComposite(known: readonly Composite[], session: Session, verb: string) {
  const [only] = known;
  const typed = typedType(session.words);
  const isClear = known.length === 1 && (only?.type === undefined || asksForHelp(session));
  if (typed === undefined && isClear) return only;
  const canAsk = session.terminal.canPrompt && !asksForHelp(session);
  const type = typed ?? (canAsk ? await choose(`What kind of ${verb}?`, known) : undefined);
  return known.find((composite) => composite.type === type);
}

/** A command that comes from the blueprints: its options are the parameters of the composite. */
export async function register(command: Command, { session, verb, finish }: RegisterContext) {
  const known = (await composites(session)).filter((composite) => composite.verb === verb);
  const composite = await findComposite(known, session, verb);
  if (known.some(({ type }) => type !== undefined)) command.addOption(typeOption(known));
  if (!composite) {
    command.allowExcessArguments(true).allowUnknownOption(true);
    command.action(() => finish(unknownType(verb, typedType(session.words), known)));
    return;
  }
  const { parameters, description } = composite.blueprint;
  command.description(description);
  addParameters(command, parameters);
  if (fieldParameter(parameters) !== undefined) addFieldOptions(command);
  command.action(async () => finish(await runComposite(composite, command, session)));
}
