/** What was generated last for one path. */
export interface HashEntry {
  /** SHA-256 of the formatted text: what was written. */
  readonly formatted: string;
  /** SHA-256 of the text before formatting. */
  readonly rendered: string;
}

/** The lines of `.scaffold/hashes`, by path. */
export type Hashes = ReadonlyMap<string, HashEntry>;

/** One blueprint as the lock knows it. */
export interface LockedBlueprint {
  readonly version: string;
  readonly origin: "built-in" | "project";
  /** SHA-256 of the document. */
  readonly document: string;
  /** SHA-256 over its templates. */
  readonly templates: string;
}

/** `scaffold.lock.json`: what the project was last generated with. */
export interface Lock {
  readonly $schema: string;
  readonly version: 1;
  /** The engine's version. */
  readonly engine: string;
  /** The formatter that gave the texts their form. */
  readonly formatter: string;
  readonly blueprints: Readonly<Record<string, LockedBlueprint>>;
  /** Where a person moved generated files to, by the path that the blueprints give them. */
  readonly moved?: Readonly<Record<string, string>>;
}
