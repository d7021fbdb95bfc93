import { PLAN_ID } from "../language/project-layout.ts";

/** Whether a word names one of the project's plans, and no file. */
export function isPlanId(word: string): boolean {
  return PLAN_ID.test(word);
}

/** The word that names the file of a plan: neither an id nor an option. */
export function planFileWord(file: string): string {
  return isPlanId(file) || file.startsWith("-") ? `./${file}` : file;
}
