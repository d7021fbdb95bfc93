import type { Command } from "commander";
import type { Outcome } from "./outcome.ts";
import type { Installation } from "./ports.ts";
import type { RunCommand } from "./run-command.ts";
import type { Session } from "./session.ts";

/** What a command is registered with. */
export interface RegisterContext {
  readonly session: Session;
  /** The word that called it. */
  readonly verb: string;
  readonly installation: Installation;
  /** Carries out another call. */
  readonly run: RunCommand;
  /** Takes what the command gives. */
  readonly finish: (outcome: Outcome) => void;
}

/** What a command's own module gives: its arguments and options, and what it does. */
export interface CommandModule {
  register(command: Command, context: RegisterContext): void | Promise<void>;
}

const modules: Readonly<Record<string, () => Promise<CommandModule>>> = {
  new: () => import("./commands/new.ts"),
  remove: () => import("./commands/remove.ts"),
  plan: () => import("./commands/plan.ts"),
  apply: () => import("./commands/apply.ts"),
  undo: () => import("./commands/undo.ts"),
  status: () => import("./commands/status.ts"),
  check: () => import("./commands/check.ts"),
  validate: () => import("./commands/validate.ts"),
  graph: () => import("./commands/graph.ts"),
  where: () => import("./commands/where.ts"),
  blueprint: () => import("./commands/blueprint.ts"),
  daemon: () => import("./commands/daemon.ts"),
  doctor: () => import("./commands/doctor.ts"),
};

/** The module of a command; those that are not listed are brought by blueprints. */
export function loadCommand(verb: string): Promise<CommandModule> {
  return modules[verb]?.() ?? import("./commands/compose.ts");
}
