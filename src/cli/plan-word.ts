/** What names a plan of the project; a file of such a name is `./FILE`. */
const ID = /^[0-9a-f]{12,64}$/;

/** Whether a word names one of the project's plans, and no file. */
export function isPlanId(word: string): boolean {
  return ID.test(word);
}

/** The word that names the file of a plan: neither an id nor an option. */
export function planFileWord(file: string): string {
  return isPlanId(file) || file.startsWith("-") ? `./${file}` : file;
}
