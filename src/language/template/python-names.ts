/** Part of a type: a dotted name that is imported, or text that is printed as it is. */
export interface NamePart {
  readonly text: string;
  readonly dotted: boolean;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** The usual case, a name and nothing else. */
const singleName = /^\.?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const partPattern = /[A-Za-z0-9_.]+|[^A-Za-z0-9_.]+/g;
/** What may stand between the names of a type. */
const betweenNames = /^[[\], |]*$/;

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** Whether a text is a module: identifiers with dots between them. */
export function isModulePath(text: string): boolean {
  return text.split(".").every(isIdentifier);
}

function isBetweenNames(text: string): boolean {
  return betweenNames.test(text) && text.trim() !== "";
}

function isDottedName(text: string): boolean {
  return isModulePath(text.startsWith(".") ? text.slice(1) : text);
}

/**
 * Cuts `dict[str, typing.Any]` into its names and what stands between them.
 *
 * @returns undefined where it is no such text.
 */
export function scanDottedNames(text: string): readonly NamePart[] | undefined {
  if (singleName.test(text)) return [{ text, dotted: text.includes(".") }];
  const parts: NamePart[] = [];
  for (const [part] of text.matchAll(partPattern)) {
    const name = /^[A-Za-z0-9_.]/.test(part);
    if (name ? !isDottedName(part) : !isBetweenNames(part)) return undefined;
    parts.push({ text: part, dotted: name && part.includes(".") });
  }
  const [first] = parts;
  return first && isDottedName(first.text) ? parts : undefined;
}
