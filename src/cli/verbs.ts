/** A command as the overview shows it. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** It works where no project is yet, and knows nothing of one around it. */
  readonly makesProject?: true;
}

/** The commands, in the order of the overview. */
export const verbs: readonly Verb[] = [
  { name: "new", summary: "make a new backend in a new folder", makesProject: true },
  { name: "endpoint", summary: "add or change an endpoint, down to its model" },
  { name: "model", summary: "add or change a model without an endpoint" },
  { name: "remove", summary: "take a use and its work out of the project" },
  { name: "plan", summary: "show what apply would do, with diffs" },
  { name: "apply", summary: "bring the project to what scaffold.json says" },
  { name: "undo", summary: "take back the last apply" },
  { name: "status", summary: "tell who changed which file since it was generated" },
  { name: "check", summary: "prove that the project is what scaffold.json generates" },
  { name: "validate", summary: "check blueprints, or with --check-all everything" },
  { name: "graph", summary: "draw what depends on what" },
  { name: "where", summary: "tell what a generated file comes from" },
  { name: "blueprint", summary: "list blueprints, or show one" },
  { name: "daemon", summary: "answer commands faster, from a process that stays" },
  { name: "doctor", summary: "tell what is installed, what is missing, what to do" },
];

export function findVerb(name: string): Verb | undefined {
  return verbs.find((verb) => verb.name === name);
}
