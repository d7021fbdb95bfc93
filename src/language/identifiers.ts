import { snakeCase } from "./names.ts";
import { quoted } from "./quoted.ts";

/** What a name is given to. */
export type Named = "field" | "resource" | "plural" | "package";

/**
 * The most characters of each name: lines of the generated code that hold several of them stay
 * within 100 columns, and a table's or a column's name within the 63 bytes of a database.
 */
const longest: Readonly<Record<Named, number>> = {
  field: 40,
  resource: 28,
  plural: 32,
  package: 24,
};

/** Why a name cannot be used, and names that can. */
export interface NameProblem {
  readonly message: string;
  readonly expected?: string;
  readonly suggestions: readonly string[];
}

const identifier = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

function expectedForm(named: Named): string {
  return `lower-case ASCII letters, digits and single underscores, beginning with a letter, at most ${longest[named]} characters`;
}

/** Letters that do not decompose into an ASCII letter and an accent. */
const asciiForms: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
};
const specialLetters = /[ßæœøłđ]/g;

/** Accents that a decomposed letter carries. */
const accents = /\p{M}+/gu;

/** The words of a name that fit into a length; a part of the first one where none does. */
export function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const end = name.lastIndexOf("_", length);
  return name.slice(0, end > 0 ? end : length);
}

/** The nearest name that has the right form; none where nothing of the name can be kept. */
function repaired(name: string, length: number): readonly string[] {
  const latin = name
    .slice(0, 4 * length)
    .replace(specialLetters, (letter) => asciiForms[letter] ?? letter)
    .normalize("NFD")
    .replace(accents, "");
  const snake = snakeCase(latin);
  const short = shortened(/^[0-9]/.test(snake) ? `n${snake}` : snake, length);
  return identifier.test(short) && short !== name ? [short] : [];
}

/** What is wrong with the form of a name: it must be snake case, and not too long for its place. */
export function identifierProblem(name: string, named: Named): NameProblem | undefined {
  const length = longest[named];
  if (name.length <= length && identifier.test(name)) return undefined;
  const reason =
    name.length > length ? `is longer than ${length} characters` : "is not in snake case";
  return {
    message: name === "" ? "A name is missing" : `The name ${quoted(name)} ${reason}`,
    expected: expectedForm(named),
    suggestions: repaired(name, length),
  };
}

/** The package of a project that names none: its name in snake case, as far as there is room. */
export function packageName(project: string): string {
  return identifierProblem(project, "package")?.suggestions[0] ?? project;
}
