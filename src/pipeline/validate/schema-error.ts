/** One fault as the compiled schema reports it; only what messages are made from. */
export interface SchemaError {
  /** The JSON pointer of the value that is at fault. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The name at fault, where a key and not a value is. */
  readonly propertyName?: string;
  /** The schema that holds the keyword. */
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** A compiled schema: whether a value fits, and the faults of the last call. */
export interface SchemaValidator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}
