import { fault } from "../../../diagnostics/catalogue.ts";
import { engineCommands, readCommand } from "../../../language/commands.ts";
import type { Rule } from "./rule.ts";

/** The command of a blueprint is not one of the engine's own. */
export const commandIsFree: Rule = ({ blueprint: { command }, document: { file } }) => {
  const { verb } = readCommand(command ?? "");
  if (!engineCommands.includes(verb)) return [];
  return [
    fault("reserved-command", {
      message: `\`scaffold ${verb}\` is a command already, which no blueprint brings`,
      place: { file, pointer: "/metadata/command", within: { start: 0, end: verb.length } },
      expected: "another verb",
    }),
  ];
};
