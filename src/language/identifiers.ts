import { snakeCase } from "./names.ts";
import { quoted } from "./quoted.ts";

/** Leaves room for what is put around a name in an identifier of a database (63 bytes). */
const maximumIdentifierLength = 48;

/** Why a name cannot be used, and names that can. */
export interface NameProblem {
  readonly message: string;
  readonly expected?: string;
  readonly suggestions: readonly string[];
}

const identifier = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const expectedForm = `lower-case ASCII letters, digits and single underscores, beginning with a letter, at most ${maximumIdentifierLength} characters`;

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

/** The nearest name that has the right form; none where nothing of the name can be kept. */
function repaired(name: string): readonly string[] {
  const latin = name
    .slice(0, 4 * maximumIdentifierLength)
    .replace(specialLetters, (letter) => asciiForms[letter] ?? letter)
    .normalize("NFD")
    .replace(accents, "");
  const snake = snakeCase(latin);
  const named = /^[0-9]/.test(snake) ? `n${snake}` : snake;
  const short = named.slice(0, maximumIdentifierLength).replace(/_$/, "");
  return identifier.test(short) && short !== name ? [short] : [];
}

/** What is wrong with the form of a name of a field or a resource: it must be snake case. */
export function identifierProblem(name: string): NameProblem | undefined {
  if (name.length <= maximumIdentifierLength && identifier.test(name)) return undefined;
  const reason =
    name.length > maximumIdentifierLength
      ? `is longer than ${maximumIdentifierLength} characters`
      : "is not in snake case";
  return {
    message: name === "" ? "A name is missing" : `The name ${quoted(name)} ${reason}`,
    expected: expectedForm,
    suggestions: repaired(name),
  };
}
