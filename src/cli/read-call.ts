import { Command, CommanderError } from "commander";
import { addGlobalOptions } from "./global-options.ts";
import type { GlobalOptions } from "./session.ts";

/** The words of a call as far as they can be read before the command is known. */
export interface ReadCall {
  readonly options: GlobalOptions;
  /** What stands before the first word that is an option of a command; the first names the command. */
  readonly operands: readonly string[];
}

/** The global options as the parser keeps them. */
interface ParsedOptions {
  readonly json?: true;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly input: boolean;
  readonly color: boolean;
  readonly fsync: boolean;
  readonly project?: string;
}

/**
 * Reads the global options before the command that takes the others is loaded. The parser of the whole
 * call reads them in the same way: with them alone in mind, and before what the command itself takes.
 */
export function readCall(words: readonly string[]): ReadCall {
  const parser = addGlobalOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    const { operands } = parser.parseOptions([...words]);
    const { json, yes, dryRun, input, color, fsync, project } = parser.opts<ParsedOptions>();
    return {
      operands,
      options: {
        json: json === true,
        yes: yes === true,
        dryRun: dryRun === true,
        input,
        color,
        sync: fsync,
        ...(project === undefined ? {} : { project }),
      },
    };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // The last word lacks its value, which the parser of the whole call says.
    return readCall(words.slice(0, -1));
  }
}

/**
 * The verb of a call: its first operand; `help VERB` asks for VERB's help, and `help` itself is
 * explained by the overview.
 */
export function calledVerb(operands: readonly string[]): string | undefined {
  return operands.slice(0, 2).find((word) => word !== "help");
}
