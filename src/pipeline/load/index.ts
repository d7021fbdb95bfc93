export { load } from "./load.ts";
export { parseDocument } from "./parse-document.ts";
