import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import { apply, preview } from "../../engine.ts";
import { packageName } from "../../language/identifiers.ts";
import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { Json } from "../../model/json.ts";
import type { Manifest } from "../../model/manifest.ts";
import { countChanges, describeChanges } from "../change-report.ts";
import { type Composite, composites } from "../composites.ts";
import { exitCodeOf } from "../exit-code.ts";
import { failure, type Outcome } from "../outcome.ts";
import { addParameters, readParameters } from "../parameter-options.ts";
import { planDocument } from "../plan-document.ts";
import { withProgress } from "../progress.ts";
import { ask } from "../prompts.ts";
import type { Session } from "../session.ts";
import type { RegisterContext } from "../verbs.ts";

interface NewOptions {
  readonly package?: string;
  readonly description?: string;
  readonly database: string;
  readonly python: string;
}

interface NewProject {
  readonly folder: string;
  readonly options: NewOptions;
  readonly composite: Composite;
  readonly given: Readonly<Record<string, Json>>;
}

function manifestFor({ folder, options, composite, given }: NewProject, version: string): Manifest {
  const name = basename(folder);
  const [major] = version.split(".");
  return {
    $schema: ".scaffold/schemas/manifest.v1.json",
    scaffold: `^${major}`,
    target: "fastapi",
    project: {
      name,
      package: options.package ?? packageName(name),
      ...(options.description === undefined ? {} : { description: options.description }),
      python: options.python,
      database: options.database,
    },
    uses: [{ blueprint: composite.blueprint.name, with: given }],
  };
}

/** Why a folder cannot take a new project; an empty one, or one that holds only `.git`, can. */
function inTheWay(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  try {
    const [first] = readdirSync(folder).filter((name) => name !== ".git");
    return first === undefined ? undefined : `it holds \`${first}\``;
  } catch {
    return "it is not a folder";
  }
}

/** Takes back what a failed write left in a folder that was empty before. */
function takeBack(folder: string, existed: boolean): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name !== ".git") rmSync(join(folder, name), { recursive: true, force: true });
  }
  if (!existed) rmdirSync(folder);
}

async function create(project: NewProject, session: Session): Promise<Outcome> {
  const { folder } = project;
  const ports = session.portsFor(folder);
  const manifest = manifestFor(project, ports.version);
  const { value: found, diagnostics } = await withProgress(session, "Compiling", () =>
    preview({ changes: [], manifest }, ports),
  );
  if (!found) return failure(...diagnostics);
  const { changeSet, manifestText, nextSteps } = found;
  const listing = describeChanges({ ...changeSet, addedUses: [] }, session.terminal.colors);
  const outcome: Outcome = {
    diagnostics,
    text: listing,
    result: planDocument(found),
    sources: { [MANIFEST_FILE]: manifestText },
  };
  if (exitCodeOf(diagnostics) !== 0) return { ...outcome, text: "" };
  const count = countChanges(changeSet, ["create"]);
  if (session.options.dryRun) {
    return { ...outcome, text: `${listing}\n\nWould be: ${count}. Nothing was written.` };
  }
  const existed = existsSync(folder);
  const written = apply(changeSet, ports);
  if (written.diagnostics.length > 0) {
    takeBack(folder, existed);
    return { ...outcome, text: "", diagnostics: [...diagnostics, ...written.diagnostics] };
  }
  return { ...outcome, text: `${listing}\n\n${basename(folder)}: ${count}.`, next: nextSteps.new };
}

async function folderName(name: string | undefined, session: Session) {
  if (name !== undefined) return name;
  return session.terminal.canPrompt ? ask("Name of the project") : undefined;
}

async function run(composite: Composite, command: Command, session: Session): Promise<Outcome> {
  const [typed] = command.processedArgs as (string | undefined)[];
  const name = await folderName(typed, session);
  if (name === undefined) {
    return failure(fault("usage", { message: "`scaffold new` needs a name: `scaffold new NAME`" }));
  }
  const folder = resolve(session.workingFolder, name);
  const obstacle = inTheWay(folder);
  if (obstacle !== undefined) {
    return failure(
      fault("folder-not-empty", {
        message: `\`${name}\` cannot take a new project: ${obstacle}`,
        help: "Name a folder that does not exist, or an empty one",
      }),
    );
  }
  const read = await readParameters(composite.blueprint.parameters, command, session);
  if (read.diagnostics.length > 0) return failure(...read.diagnostics);
  const options = command.opts<NewOptions & Record<string, unknown>>();
  return create({ folder, options, composite, given: read.value }, session);
}

/** `scaffold new NAME`: makes a project in a new folder. */
export async function register(command: Command, { session, verb, finish }: RegisterContext) {
  const composite = (await composites(session)).find((candidate) => candidate.verb === verb);
  if (!composite) throw new Error("no built-in blueprint brings the command `new`");
  command
    .description("Make a new backend in a new folder: an application that starts, with tests.")
    .argument("[name]", "the folder, and the project's name")
    .addOption(
      new Option("--package <name>", "the import package (default: the name in snake case)"),
    )
    .addOption(new Option("--description <text>", "one sentence about the project"))
    .addOption(
      new Option("--database <kind>", "the default database").choices(["sqlite"]).default("sqlite"),
    )
    .addOption(new Option("--python <versions>", "supported versions").default(">=3.11"));
  addParameters(command, composite.blueprint.parameters);
  command.action(async () => finish(await run(composite, command, session)));
}
