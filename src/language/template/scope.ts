import type { Expression } from "./syntax.ts";

/** Where a variable's value comes from, for the data path in a message. */
export interface LoopOrigin {
  /** Counts the loops of a program: the place of its current index or key in the run. */
  readonly loop: number;
  readonly list: Expression;
  readonly role: "item" | "key";
}

/** Where a variable is kept while a template runs. */
export interface Variable {
  /** The file's own variables are seen by its macros; a macro's are new at each call. */
  readonly frame: "file" | "macro";
  readonly slot: number;
  readonly origin?: LoopOrigin;
}

/** The variables that are known at one place of a template. */
export interface Scope {
  readonly find: (name: string) => Variable | undefined;
  readonly declare: (name: string, origin?: LoopOrigin) => Variable;
  /** A loop's body: what it declares is forgotten after it. */
  readonly inner: () => Scope;
  /** A macro's body, with slots of its own. */
  readonly macro: () => Scope;
  /** Every name, for suggestions. */
  readonly names: () => readonly string[];
  /** Slots of the frame so far. */
  readonly size: () => number;
}

interface Frame {
  readonly name: Variable["frame"];
  slots: number;
}

function createScope(frame: Frame, outer: Scope | undefined): Scope {
  const variables = new Map<string, Variable>();
  const scope: Scope = {
    find: (name) => variables.get(name) ?? outer?.find(name),
    declare(name, origin) {
      const slot = frame.slots;
      frame.slots += 1;
      const variable: Variable = { frame: frame.name, slot, ...(origin ? { origin } : {}) };
      variables.set(name, variable);
      return variable;
    },
    inner: () => createScope(frame, scope),
    macro: () => createScope({ name: "macro", slots: 0 }, scope),
    names: () => [...variables.keys(), ...(outer?.names() ?? [])],
    size: () => frame.slots,
  };
  return scope;
}

/** The outermost scope of a template. */
export function fileScope(): Scope {
  return createScope({ name: "file", slots: 0 }, undefined);
}
