import { Command, CommanderError } from "commander";
import { OutsideProjectError } from "../adapters/project-boundary.ts";
import { fault } from "../diagnostics/catalogue.ts";
import { describeFileFault, isFileFault } from "../diagnostics/file-fault.ts";
import { afterWriting } from "./after-writing.ts";
import { type Caller, processCaller } from "./caller.ts";
import { loadCommand } from "./command-module.ts";
import { composites } from "./composites.ts";
import { currentFolder } from "./current-folder.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import { addGlobalOptions } from "./global-options.ts";
import { failure, type Outcome } from "./outcome.ts";
import { overview } from "./overview.ts";
import { type Engine, type Installation, openEngine, portsFactory } from "./ports.ts";
import { calledVerb, readCall } from "./read-call.ts";
import { recoverHere, UnrecoveredError } from "./recover-here.ts";
import { report } from "./report.ts";
import type { Session } from "./session.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { unknownCommand, usageFault } from "./usage-fault.ts";
import { findVerb, type Verb, verbs } from "./verbs.ts";

/** Help and the version: with `--json` they are kept for the envelope, else printed. */
function createProgram(version: string, { out, columns }: Terminal, kept?: string[]): Command {
  const program = new Command("scaffold")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .exitOverride()
    .configureOutput({
      writeErr: () => undefined,
      writeOut: kept ? (text) => void kept.push(text) : out,
      getOutHelpWidth: () => columns,
    })
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      styleTitle: (title) => (title === "Global Options:" ? "Everywhere:" : title),
      showGlobalOptions: true,
    });
  return addGlobalOptions(program);
}

function openSession(
  installation: Installation,
  words: readonly string[],
  { caller, engine }: Surroundings,
): Session {
  const { options, operands } = readCall(words);
  const { packageRoot } = installation;
  return {
    options,
    words,
    operands,
    terminal: openTerminal(options, caller),
    workingFolder: currentFolder() ?? packageRoot,
    packageRoot,
    portsFor: portsFactory(engine, { caller, words, sync: options.sync }),
  };
}

/** A call, and what it was made of. */
interface Call {
  readonly installation: Installation;
  readonly session: Session;
}

async function registerVerb(
  program: Command,
  verb: Verb,
  { session, installation }: Call,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const command = program
    .command(verb.name)
    .summary(verb.summary)
    .description(verb.summary)
    .exitOverride()
    .allowExcessArguments(false);
  if (!verb.makesProject) command.hook("preAction", () => recoverHere(session));
  const module = await loadCommand(verb.name);
  await module.register(command, {
    session,
    verb: verb.name,
    installation,
    run: runCommand,
    finish: (outcome) => void outcomes.push(outcome),
  });
  return outcomes;
}

/** The verbs that the project's own blueprints bring beside the engine's. */
async function ownVerbs(session: Session): Promise<readonly Verb[]> {
  const { value } = await composites(session);
  const own = new Map(
    value
      .filter(({ verb }) => !findVerb(verb))
      .map(({ verb, blueprint }) => [verb, blueprint.description]),
  );
  return Array.from(own, ([name, summary]) => ({ name, summary }));
}

async function findCommand(name: string, session: Session): Promise<Verb | undefined> {
  return findVerb(name) ?? (await ownVerbs(session)).find((verb) => verb.name === name);
}

/** Declares the command that was called with all it takes, and the others by name. */
async function register(program: Command, called: Verb | undefined, call: Call) {
  const outcomes = called ? await registerVerb(program, called, call) : [];
  for (const { name, summary } of verbs) {
    if (name !== called?.name) program.command(name).summary(summary);
  }
  return outcomes;
}

/** Runs one call. @returns null where help or the version was printed. */
async function run(call: Call): Promise<Outcome | null> {
  const { installation, session } = call;
  const { words, operands, options } = session;
  const name = calledVerb(operands);
  const verb = name === undefined ? undefined : await findCommand(name, session);
  const own = verb ? [] : await ownVerbs(session);
  if (name !== undefined && !verb) return unknownCommand(name, own);
  const kept: string[] | undefined = options.json ? [] : undefined;
  const program = createProgram(installation.version, session.terminal, kept);
  program.helpInformation = () => overview(own);
  try {
    const outcomes = await register(program, verb, call);
    // `help` is no command to the parser, and `help help` so asks it for nothing.
    const asked = verb ? words : words.map((word) => (word === "help" ? "--help" : word));
    await program.parseAsync([...asked], { from: "user" });
    return outcomes[0] ?? null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) {
      return usageFault(
        error,
        program.commands.find((one) => one.name() === verb?.name),
      );
    }
    return kept ? { diagnostics: [], text: "", result: { text: kept.join("") } } : null;
  }
}

function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}

/** What a person did, or the file system refused, as an outcome. @throws what is thrown by a bug. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof UnrecoveredError) return afterWriting(failure(), error.settled);
  if (isInterrupt(error)) return { ...failure(), exitCode: 130 };
  if (error instanceof OutsideProjectError) {
    return failure(fault("read-failed", { message: error.message }));
  }
  if (!isFileFault(error)) throw error;
  return failure(fault("read-failed", { message: `Cannot go on: ${describeFileFault(error)}` }));
}

async function finish(outcome: Outcome, session: Session): Promise<ExitCode> {
  await report(outcome, session);
  return outcome.exitCode ?? exitCodeOf(outcome.diagnostics);
}

/** What a call is carried out in. */
export interface Surroundings {
  readonly caller: Caller;
  readonly engine: Engine;
}

/** As `runCommand` is. */
export type RunCommand = typeof runCommand;

/** Says that the daemon which a call was handed to has ended, and nobody knows how far it was. */
export function tellLost(installation: Installation, words: readonly string[]): Promise<ExitCode> {
  const surroundings = { caller: processCaller(), engine: openEngine(installation) };
  const lost = fault("daemon-ended", {
    message: "The daemon ended before it had answered",
    help: "`scaffold status` tells how the project stands; then run the command again",
  });
  return finish(failure(lost), openSession(installation, words, surroundings));
}

/** Parses the words of a call, runs the command, reports, and says how it ended. */
export async function runCommand(
  installation: Installation,
  words: readonly string[],
  surroundings: Surroundings = { caller: processCaller(), engine: openEngine(installation) },
): Promise<ExitCode> {
  const session = openSession(installation, words, surroundings);
  if (currentFolder() === undefined) {
    const message = "The folder that you are in does not exist any more, or its name is not UTF-8";
    return finish(failure(fault("read-failed", { message, help: "Go into another one" })), session);
  }
  try {
    const outcome = await run({ installation, session });
    return outcome ? await finish(outcome, session) : 0;
  } catch (error) {
    return finish(outcomeOf(error), session);
  }
}
