/** Characters that JSON leaves as they are, and that a terminal acts on or that turn a line around. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A text from anybody as it can be printed: on one line, what a terminal would act on escaped. */
export function visible(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(UNSEEN, escaped);
}

const NAME_LENGTH = 60;

/** A name as it can stand in a message: cut where it is long, control characters escaped. */
export function quoted(name: string): string {
  const short = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
  return `\`${visible(short)}\``;
}
