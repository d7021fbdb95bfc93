/** A word as it is typed in a shell: what opens and closes it, and its text, character by character. */
export interface ShellWord {
  readonly open: string;
  readonly characters: readonly string[];
  readonly close: string;
}

const PLAIN = /^[\w@%+=:,./-]+$/;
const CONTROL = /\p{Cc}/u;

function escaped(character: string): string {
  if (character === "\n") return "\\n";
  if (CONTROL.test(character)) {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  }
  return /['\\]/.test(character) ? `\\${character}` : character;
}

/** Tells how a word is typed. */
export function shellWord(word: string): ShellWord {
  const characters = word.split("");
  if (PLAIN.test(word)) return { open: "", characters, close: "" };
  if (CONTROL.test(word)) return { open: "$'", characters: characters.map(escaped), close: "'" };
  const quoted = characters.map((character) => (character === "'" ? "'\\''" : character));
  return { open: "'", characters: quoted, close: "'" };
}

/** A word as it is typed in a shell. */
export function quoted(word: string): string {
  const { open, characters, close } = shellWord(word);
  return `${open}${characters.join("")}${close}`;
}
