import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import type { Json } from "../../../model/json.ts";

/** Where the text of an entry stands that may be a text, or an object with the text as a member. */
export function entryPointer(document: Json, pointer: string, member: string): string {
  return typeof valueAt(document, pointer) === "string" ? pointer : joinPointer(pointer, member);
}

/** Pointers to entries have names and indices alone, nothing that is escaped. */
function valueAt(document: Json, pointer: string): Json | undefined {
  let found: Json | undefined = document;
  for (const part of pointer.split("/").slice(1)) {
    found = typeof found === "object" && found !== null ? Reflect.get(found, part) : undefined;
  }
  return found;
}
