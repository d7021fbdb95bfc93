import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The package that a bundled file belongs to: its folder in `node_modules`. */
function packageFolder(file: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as Readonly<Record<string, string>>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** The licenses of all packages that files were bundled from, each once. */
export function licensesOf(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  return [...folders]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .sort()
    .map(licenseOf)
    .join(`\n${"-".repeat(80)}\n\n`);
}
