import { globalOptions } from "./global-options.ts";
import { type Verb, verbs } from "./verbs.ts";

type Row = readonly [term: string, summary: string];

const options: readonly Row[] = [
  ["-V, --version", "print the version"],
  ...globalOptions,
  ["-h, --help", "show help"],
];
const commands: readonly Row[] = [
  ...verbs.map(({ name, summary }): Row => [name, summary]),
  ["help", "show help for a command"],
];
const width = Math.max(...[...options, ...commands].map(([term]) => term.length));

function table(rows: readonly Row[]): string {
  return rows.map(([term, summary]) => `  ${term.padEnd(width)}  ${summary}\n`).join("");
}

function ownSection(own: readonly Pick<Verb, "name" | "summary">[]): string {
  if (own.length === 0) return "";
  return `\nCommands of this project:\n${table(own.map(({ name, summary }): Row => [name, summary]))}`;
}

/** What `scaffold --help` prints, with the commands that a project's own blueprints bring. */
export const overview = (
  own: readonly Pick<Verb, "name" | "summary">[],
) => `Usage: scaffold [options] [command]

Turns JSON blueprints into complete, layered, running FastAPI backends, and
keeps turning them.

Options:
${table(options)}
Commands:
${table(commands)}${ownSection(own)}
Examples:
  $ scaffold new shop && cd shop
  $ scaffold endpoint --type crud product name:string:1..120 price:decimal:10.2
  $ scaffold endpoint --type crud product stock:int:default=0   adds a field
  $ scaffold plan                                               shows what apply would do

Exit codes: 0 fine, 1 findings (invalid, conflict), 2 the call cannot be done,
130 and 143 stopped by a signal.
`;

/** Whether a call asks what there is, and nothing else: one with more to it has to be parsed. */
export function asksForOverview([word, ...others]: readonly string[]): boolean {
  return others.length === 0 && [undefined, "-h", "--help", "help"].includes(word);
}
