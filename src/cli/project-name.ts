/** What Unicode's decomposition leaves of an accent. */
const ACCENTS = /\p{M}/gu;

/**
 * The name of the project in a folder: what a Python distribution may be called, as near to the
 * folder's name as can be.
 *
 * @returns an empty text where nothing is left.
 */
export function projectName(folderName: string): string {
  return folderName
    .normalize("NFKD")
    .replaceAll(ACCENTS, "")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[._-]+|[._-]+$/g, "");
}
