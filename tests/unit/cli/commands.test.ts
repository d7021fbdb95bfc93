import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addGlobalOptions } from "../../../src/cli/global-options.ts";
import { addConflictOption } from "../../../src/cli/merge-options.ts";
import { verbs } from "../../../src/cli/verbs.ts";
import { commandFlags, engineCommands } from "../../../src/language/commands.ts";

/** Verbs that the built-in blueprints bring. */
const BROUGHT = ["new", "endpoint", "model"];

describe("what a blueprint cannot have, since the command line has it", () => {
  it("is every command that no blueprint brings", () => {
    const own = verbs.map(({ name }) => name).filter((name) => !BROUGHT.includes(name));
    expect(engineCommands).toEqual([...own, "help"]);
  });

  it("is every option that all commands of blueprints have", () => {
    const command = addGlobalOptions(new Command());
    addConflictOption(command);
    const declared = command.options.map(({ long }) => long);
    expect([...commandFlags].sort()).toEqual([...declared, "--help", "--version", "--type"].sort());
  });
});
