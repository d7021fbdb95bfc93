/** Writes a JSON pointer (RFC 6901) of its parts. */
export function toPointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${escapePart(String(part))}`).join("");
}

/** One more part at the end of a pointer. */
export function joinPointer(pointer: string, part: string | number): string {
  return `${pointer}/${typeof part === "number" ? part : escapePart(part)}`;
}

/** The parts of a JSON pointer; none for the whole document. */
export function pointerParts(pointer: string): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function escapePart(part: string): string {
  return /[~/]/.test(part) ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part;
}
