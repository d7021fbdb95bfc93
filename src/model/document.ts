import type { Json } from "./json.ts";

/** Who a document or template belongs to: the engine, the project, or a file named on its own. */
export type Origin = "built-in" | "project" | "file";

/** One JSON document as it was read. */
export interface SourceDocument {
  /** The file as a user would type it; `built-in:NAME` for the engine's own. */
  readonly file: string;
  readonly origin: Origin;
  readonly text: string;
  readonly value: Json;
}
