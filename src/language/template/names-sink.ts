/** Takes the names that a text uses from modules, and says how each is written in the text. */
export interface NameSink {
  /** Imports `member` from `module`. @returns the name it is known by: itself or an alias. */
  readonly name: (module: string, member: string, use: { readonly typesOnly: boolean }) => string;
  /** Imports a module, under another name if one is wanted. @returns the name it is known by. */
  readonly module: (module: string, alias: string | null) => string;
}
