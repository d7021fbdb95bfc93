/** How a name is used. */
export interface NameUse {
  /** Whether only types need it. */
  readonly typesOnly: boolean;
  /** The name it shall have in the file, where not its own. */
  readonly alias?: string;
}

/** Takes the names that a text uses from modules, and says how each is written in the text. */
export interface NameSink {
  /**
   * Imports `member` from `module`, under another name if one is wanted.
   *
   * @returns The name it is known by: itself or an alias.
   */
  readonly name: (module: string, member: string, use: NameUse) => string;
  /** Imports a module, under another name if one is wanted. @returns the name it is known by. */
  readonly module: (module: string, alias: string | null) => string;
}
