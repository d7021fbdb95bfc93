import { type Command, Option } from "commander";
import { fault } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ConflictChoice, Move, PreviewRequest } from "../model/project.ts";

const CHOICES: readonly ConflictChoice[] = ["markers", "ours", "theirs"];

/** What a call says about the edits of people: the part of a request beside the changes. */
export type MergeRequest = Pick<PreviewRequest, "onConflict" | "moved">;

/** Declares what every command takes that writes what is generated. */
export function addConflictOption(command: Command): void {
  const summary =
    "where your text and the generated one contradict each other: leave both between markers, keep yours, or take the generated one";
  command.addOption(new Option("--on-conflict <choice>", summary).choices(CHOICES));
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}

/** Declares where generated files are that a person moved. */
export function addMovedOption(command: Command): void {
  const summary =
    "a generated file or folder that you moved, both paths from the project's root; repeatable";
  command.addOption(new Option("--moved <old=new>", summary).argParser(collect));
}

/** A path as the engine writes it: shells complete that of a folder with a slash at its end. */
function plainPath(path: string): string {
  return path.replace(/^\.\//, "").replace(/\/$/, "");
}

function moveOf(value: string): Move {
  const [from = "", to = ""] = value.split("=", 2);
  return { from: plainPath(from), to: plainPath(to) };
}

function badForm(value: string): Diagnostic {
  return fault("usage", {
    message: `\`--moved ${value}\` is not OLD=NEW`,
    expected: "`--moved src/shop/main.py=src/shop/app.py`",
  });
}

/** Reads what was declared; values of another form are faults. */
export function readMergeOptions(command: Command) {
  const { onConflict, moved = [] } = command.opts<{
    onConflict?: ConflictChoice;
    moved?: readonly string[];
  }>();
  const value: MergeRequest = {
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(moved.length === 0 ? {} : { moved: moved.map(moveOf) }),
  };
  const wrong = moved.filter((one) => !/^[^=]+=[^=]+$/.test(one));
  return { value, diagnostics: wrong.map(badForm) };
}
