import type { Command } from "commander";
import type { Outcome } from "./outcome.ts";
import type { Session } from "./session.ts";

/** What a command is registered with. */
export interface RegisterContext {
  readonly session: Session;
  /** The word that called it. */
  readonly verb: string;
  /** Takes what the command gives. */
  readonly finish: (outcome: Outcome) => void;
}

/** What a command's own module gives: its arguments and options, and what it does. */
export interface CommandModule {
  register(command: Command, context: RegisterContext): void | Promise<void>;
}

/** A command as the overview shows it; its module is loaded when it is called. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
  /** It works where no project is yet, and knows nothing of one around it. */
  readonly makesProject?: true;
}

const compose = () => import("./commands/compose.ts");

/** The commands, in the order of the overview. */
export const verbs: readonly Verb[] = [
  {
    name: "new",
    summary: "make a new backend in a new folder",
    load: () => import("./commands/new.ts"),
    makesProject: true,
  },
  { name: "endpoint", summary: "add or change an endpoint, down to its model", load: compose },
  { name: "model", summary: "add or change a model without an endpoint", load: compose },
  {
    name: "remove",
    summary: "take a use and its work out of the project",
    load: () => import("./commands/remove.ts"),
  },
  {
    name: "plan",
    summary: "show what apply would do, with diffs",
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "apply",
    summary: "bring the project to what scaffold.json says",
    load: () => import("./commands/apply.ts"),
  },
  {
    name: "undo",
    summary: "take back the last apply",
    load: () => import("./commands/undo.ts"),
  },
  {
    name: "status",
    summary: "tell who changed which file since it was generated",
    load: () => import("./commands/status.ts"),
  },
  {
    name: "check",
    summary: "prove that the project is what scaffold.json generates",
    load: () => import("./commands/check.ts"),
  },
  {
    name: "validate",
    summary: "check blueprints, or with --check-all everything",
    load: () => import("./commands/validate.ts"),
  },
  {
    name: "graph",
    summary: "draw what depends on what",
    load: () => import("./commands/graph.ts"),
  },
  {
    name: "where",
    summary: "tell what a generated file comes from",
    load: () => import("./commands/where.ts"),
  },
  {
    name: "blueprint",
    summary: "list blueprints, or show one",
    load: () => import("./commands/blueprint.ts"),
  },
  {
    name: "doctor",
    summary: "tell what is installed, what is missing, what to do",
    load: () => import("./commands/doctor.ts"),
  },
];

export function findVerb(name: string): Verb | undefined {
  return verbs.find((verb) => verb.name === name);
}

/** The verbs that the project's own blueprints bring beside these. */
export async function ownVerbs(session: Session): Promise<readonly Verb[]> {
  const { composites } = await import("./composites.ts");
  const { value } = await composites(session);
  const own = new Map(
    value
      .filter(({ verb }) => !findVerb(verb))
      .map(({ verb, blueprint }) => [verb, blueprint.description]),
  );
  return Array.from(own, ([name, summary]) => ({ name, summary, load: compose }));
}
