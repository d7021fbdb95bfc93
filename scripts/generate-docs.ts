/** Writes `docs/diagnostics/` and `docs/reference/`. Run by `npm run docs`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documentationFolder, documentationPages, generatedFolders } from "./documentation.ts";

for (const folder of generatedFolders) {
  rmSync(join(documentationFolder, folder), { recursive: true, force: true });
}
for (const [path, text] of documentationPages()) {
  const target = join(documentationFolder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
