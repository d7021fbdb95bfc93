import { existsSync } from "node:fs";

/**
 * The folder that the user stands in; undefined where somebody has removed it, or where its name is
 * none that a text can hold.
 */
export function currentFolder(): string | undefined {
  try {
    const folder = process.cwd();
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}
