export { type DocumentPath, load } from "./load.ts";
export { parseDocument } from "./parse-document.ts";
export type { SourceText } from "./source-text.ts";
