import { Command, CommanderError } from "commander";
import { fault } from "../diagnostics/catalogue.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import { addGlobalOptions, calledVerb, readGlobalOptions } from "./global-options.ts";
import { failure, type Outcome } from "./outcome.ts";
import { overview } from "./overview.ts";
import { type Installation, portsFactory } from "./ports.ts";
import { report } from "./report.ts";
import type { Session } from "./session.ts";
import { openTerminal } from "./terminal.ts";
import { findVerb, projectVerb, type Verb, verbs } from "./verbs.ts";

function createProgram(version: string): Command {
  const program = new Command("scaffold")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      styleTitle: (title) => (title === "Global Options:" ? "Everywhere:" : title),
      showGlobalOptions: true,
    });
  program.helpInformation = () => overview;
  return addGlobalOptions(program);
}

function openSession(installation: Installation, words: readonly string[]): Session {
  const options = readGlobalOptions(words);
  return {
    options,
    words,
    terminal: openTerminal(options),
    workingFolder: process.cwd(),
    packageRoot: installation.packageRoot,
    portsFor: portsFactory(installation),
  };
}

async function registerVerb(program: Command, verb: Verb, session: Session): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const command = program
    .command(verb.name)
    .summary(verb.summary)
    .description(verb.summary)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .allowExcessArguments(false);
  const module = await verb.load();
  await module.register(command, {
    session,
    verb: verb.name,
    finish: (outcome) => void outcomes.push(outcome),
  });
  return outcomes;
}

function usageFault(error: CommanderError): Outcome {
  const message = error.message.replace(/^error: /, "").replace(/\.?\n.*$/s, "");
  const hint = /\(Did you mean (.*)\?\)/.exec(error.message)?.[1];
  return failure(
    fault("usage", {
      message: message.charAt(0).toUpperCase() + message.slice(1),
      ...(hint === undefined ? {} : { suggestions: [hint.replace(/^one of /, "")] }),
      help: "`scaffold --help` lists the commands, `scaffold COMMAND --help` their options",
    }),
  );
}

/** Runs one call. @returns null where help or the version was printed. */
async function run(installation: Installation, session: Session): Promise<Outcome | null> {
  const { words } = session;
  const program = createProgram(installation.version);
  const name = calledVerb(words);
  const verb =
    name === undefined ? undefined : (findVerb(name) ?? (await projectVerb(name, session)));
  try {
    const outcomes = verb ? await registerVerb(program, verb, session) : [];
    for (const { name, summary } of verbs) {
      if (name !== verb?.name) program.command(name).summary(summary);
    }
    await program.parseAsync([...words], { from: "user" });
    return outcomes[0] ?? null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? null : usageFault(error);
  }
}

function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}

/** A fault of the file system is the user's to mend; anything else that is thrown is a bug. */
function isFileFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** Parses the words of a call, runs the command, reports, and says how it ended. */
export async function runCommand(
  installation: Installation,
  words: readonly string[],
): Promise<ExitCode> {
  const session = openSession(installation, words);
  try {
    const outcome = await run(installation, session);
    if (!outcome) return 0;
    await report(outcome, session);
    return outcome.exitCode ?? exitCodeOf(outcome.diagnostics);
  } catch (error) {
    if (isInterrupt(error)) return 130;
    if (!isFileFault(error)) throw error;
    await report(failure(fault("read-failed", { message: error.message })), session);
    return 2;
  }
}
