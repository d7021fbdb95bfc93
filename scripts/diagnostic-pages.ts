import type { CatalogueEntry } from "../src/diagnostics/catalogue/entry.ts";
import { catalogue } from "../src/diagnostics/catalogue.ts";

/** A path below `docs/` and the text that stands there. */
export type Page = readonly [path: string, text: string];

function pageOf(code: string, entry: CatalogueEntry): Page {
  const parts = [
    `# ${entry.title}`,
    `\`${code}\`, ${entry.severity === "error" ? "an error" : "a warning"}`,
    "## Why",
    entry.cause,
    "## What to do",
    entry.remedy,
    ...(entry.example === undefined ? [] : ["## Example", entry.example]),
    "[All diagnostics](README.md)",
  ];
  return [`diagnostics/${code}.md`, `${parts.join("\n\n")}\n`];
}

function indexOf(entries: readonly (readonly [string, CatalogueEntry])[]): Page {
  const rows = entries.map(
    ([code, { severity, title }]) => `| [\`${code}\`](${code}.md) | ${severity} | ${title} |`,
  );
  const text = `# Diagnostics

Every fault that \`scaffold\` reports has a stable code. An error stops the run before anything is
written; a warning does not. With \`--json\` each is an object as the
[schema of diagnostics](../reference/diagnostic.md) describes it.

| code | severity | |
| --- | --- | --- |
${rows.join("\n")}
`;
  return ["diagnostics/README.md", text];
}

/** A page for each code of the catalogue, and their index. */
export function diagnosticPages(): readonly Page[] {
  const entries = Object.entries(catalogue()).sort(([a], [b]) => (a < b ? -1 : 1));
  return [indexOf(entries), ...entries.map(([code, entry]) => pageOf(code, entry))];
}
