import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The texts of all files below a folder, by their path with `/`; none where it does not exist. */
export function filesBelow(folder: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = Object.create(null);
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path).replaceAll(sep, "/")] = decoder.decode(readFileSync(path));
  }
  return files;
}
