import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import { describeFileFault, isFileFault } from "../../diagnostics/file-fault.ts";
import { planOf } from "../../engine/plan.ts";
import { apply, hearStop, preview, settleLeftovers, type Written } from "../../engine.ts";
import { packageName } from "../../language/identifiers.ts";
import { printManifest } from "../../language/manifest.ts";
import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json } from "../../model/json.ts";
import type { Manifest } from "../../model/manifest.ts";
import type { Preview } from "../../model/project.ts";
import type { Ports } from "../../ports.ts";
import { afterWriting } from "../after-writing.ts";
import { countChanges, describeChanges } from "../change-report.ts";
import { pointAtCommandLine } from "../command-line.ts";
import type { RegisterContext } from "../command-module.ts";
import { builtInComposite, type Composite } from "../composites.ts";
import { exitCodeOf } from "../exit-code.ts";
import { missingStart, startFolder } from "../find-project.ts";
import { claimFolder, hasLeftovers, inTheWay } from "../new-folder.ts";
import { stepsFrom } from "../next-steps.ts";
import { failure, type Outcome } from "../outcome.ts";
import { addParameters, readParameters } from "../parameter-options.ts";
import { withProgress } from "../progress.ts";
import { projectName } from "../project-name.ts";
import { ask } from "../prompts.ts";
import type { Session } from "../session.ts";

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
  const name = projectName(basename(folder));
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

/** What a person typed is pointed at; a package that follows from the name can be named otherwise. */
function explained(found: readonly Diagnostic[], manifestText: string, session: Session) {
  const context = { manifestFile: MANIFEST_FILE, manifestText, words: session.words };
  return pointAtCommandLine(found, context).map((diagnostic, index) =>
    found[index]?.place?.pointer === "/project/package" && diagnostic.help === undefined
      ? { ...diagnostic, help: "Name the package with `--package NAME`" }
      : diagnostic,
  );
}

const UNWRITTEN: Written = { receipt: null, signal: null };

async function writeNew({ changeSet, compiled }: Preview, folder: string, ports: Ports) {
  try {
    const stopped = await hearStop(ports.host);
    if (stopped.value.signal) return stopped;
    const takeBack = claimFolder(folder);
    if (!takeBack) {
      const other = occupied(folder, "another run of `scaffold new` is making one there");
      return { value: UNWRITTEN, diagnostics: [other] };
    }
    const written = await apply(changeSet, ports, { compiled });
    if (!written.value.receipt) takeBack();
    return written;
  } catch (error) {
    if (!isFileFault(error)) throw error;
    const message = `The project cannot be written: ${describeFileFault(error)}`;
    return { value: UNWRITTEN, diagnostics: [fault("write-failed", { message })] };
  }
}

async function create(project: NewProject, session: Session): Promise<Outcome> {
  const { folder } = project;
  const ports = session.portsFor(folder);
  const manifest = manifestFor(project, ports.version);
  const { value: found, diagnostics: all } = await withProgress(session, "Compiling", () =>
    preview({ changes: [], manifest }, ports),
  );
  const manifestText = found?.manifestText ?? printManifest(manifest);
  const diagnostics = explained(all, manifestText, session);
  const sources = { [MANIFEST_FILE]: manifestText };
  if (!found || exitCodeOf(diagnostics) !== 0) return { ...failure(...diagnostics), sources };
  const { changeSet, nextSteps } = found;
  const listing = describeChanges({ ...changeSet, addedUses: [] }, session.terminal.colors);
  const outcome = {
    diagnostics,
    text: "",
    result: session.options.json ? planOf(found) : null,
    sources,
  };
  const count = countChanges(changeSet, ["create"]);
  if (session.options.dryRun) {
    return { ...outcome, text: `${listing}\n\nWould be: ${count}. Nothing was written.` };
  }
  const written = await writeNew(found, folder, ports);
  if (!written.value.receipt) return afterWriting(outcome, written);
  const text = `${listing}\n\nMade \`${manifest.project.name}\`: ${count}.`;
  const next = stepsFrom(session.workingFolder, folder, nextSteps.new);
  return afterWriting({ ...outcome, text, next }, written);
}

function occupied(folder: string, obstacle: string): Diagnostic {
  return fault("folder-not-empty", {
    message: `\`${folder}\` cannot take a new project: ${obstacle}`,
    help: "Name a folder that does not exist, or an empty one",
  });
}

async function folderName(typed: string | undefined, session: Session) {
  if (typed !== undefined && typed.trim() !== "") return typed;
  return session.terminal.canPrompt ? ask("Name of the project", session) : undefined;
}

async function run(composite: Composite, command: Command, session: Session): Promise<Outcome> {
  const noFolder = missingStart(session);
  if (noFolder) return failure(noFolder);
  const [typed] = command.processedArgs as (string | undefined)[];
  const name = await folderName(typed, session);
  if (name === undefined) {
    return failure(fault("usage", { message: "`scaffold new` needs a name: `scaffold new NAME`" }));
  }
  const folder = resolve(startFolder(session), name);
  if (projectName(basename(folder)) === "") {
    return failure(
      fault("usage", {
        message: `No project can be named after \`${name}\``,
        expected: "letters and digits without accents, for example `shop`",
      }),
    );
  }
  if (hasLeftovers(folder)) {
    const settled = await settleLeftovers(session.portsFor(folder));
    if (settled.diagnostics.length > 0) return afterWriting(failure(), settled);
  }
  const obstacle = inTheWay(folder);
  if (obstacle !== undefined) return failure(occupied(name, obstacle));
  const read = await readParameters(composite.blueprint.parameters, command, session);
  if (read.diagnostics.length > 0) return failure(...read.diagnostics);
  const options = command.opts<NewOptions & Record<string, unknown>>();
  return create({ folder, options, composite, given: read.value }, session);
}

/** `scaffold new NAME`: makes a project in a new folder. */
export async function register(command: Command, { session, verb, finish }: RegisterContext) {
  // Inside of a project too it is the engine's own: the new one knows nothing of the outer one.
  const composite = await builtInComposite(verb, session);
  if (!composite) throw new Error("no built-in blueprint brings the command `new`");
  command
    .description("Make a new backend in a new folder: an application that starts, with tests.")
    .argument("[name]", "the folder, and the project's name")
    .addOption(
      new Option("--package <name>", "the import package (default: the name in snake case)"),
    )
    .addOption(new Option("--description <text>", "one sentence about the project"))
    .addOption(
      new Option("--database <kind>", "the default database (sqlite, postgres)").default("sqlite"),
    )
    .addOption(new Option("--python <versions>", "supported versions").default(">=3.11"));
  addParameters(command, composite.blueprint.parameters);
  command.action(async () => finish(await run(composite, command, session)));
}
