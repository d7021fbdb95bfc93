import { locate } from "../../src/diagnostics/locate.ts";
import { renderText } from "../../src/diagnostics/render-text.ts";
import { MANIFEST_FILE } from "../../src/language/project-layout.ts";
import type { FileChange } from "../../src/model/change-set.ts";
import type { Diagnostic, Result } from "../../src/model/diagnostic.ts";
import type { Drift } from "../../src/model/drift.ts";
import type { Preview } from "../../src/model/project.ts";
import type { Ports } from "../../src/ports.ts";

/** Longer texts tell a reader nothing more. */
const MAXIMUM_LINES = 40;

function described({ path, action, ownership, mode, use }: FileChange): string {
  const more = [
    ...(use === undefined ? [] : [use]),
    ...(ownership === "managed" ? [] : [ownership]),
    ...(mode === 0o755 ? ["0755"] : []),
  ];
  return `${action.padEnd(9)} ${path}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
}

function textOf({ path, result }: FileChange): string[] {
  const lines = (result ?? "").split("\n").slice(0, -1);
  if (path === MANIFEST_FILE || lines.length === 0 || lines.length > MAXIMUM_LINES) return [];
  return ["", `--- ${path}`, ...lines.map((line) => `| ${line}`.trimEnd())];
}

function names(list: readonly string[]): string {
  return list.length > 0 ? list.join(", ") : "none";
}

function changes({ changeSet, graph }: Preview): string[] {
  const { files, addedUses, overrides } = changeSet;
  const written = files.filter(({ action }) => ["create", "update", "merge"].includes(action));
  return [
    `uses: ${names(graph.uses.map(({ id }) => id))}`,
    `added uses: ${names(addedUses)}`,
    `overrides: ${names(overrides)}`,
    "",
    ...files.map(described),
    ...written.flatMap(textOf),
  ];
}

/** The diagnostics as a person reads them at a terminal. */
export function describeDiagnostics(
  diagnostics: readonly Diagnostic[],
  ports: Pick<Ports, "fileSystem" | "library">,
  manifestText?: string,
): string {
  const sourceOf = (file: string) => {
    if (file === MANIFEST_FILE && manifestText !== undefined) return manifestText;
    return file.startsWith("built-in:")
      ? ports.library.reader.readText(file.slice("built-in:".length))
      : ports.fileSystem.readText(file);
  };
  return renderText(locate(diagnostics, sourceOf), { sourceOf });
}

/** What a preview says: uses, files with their action, what is written, and what is wrong. */
export function describePreview(
  { value, diagnostics }: Result<Preview | undefined>,
  ports: Ports,
): string {
  const lines = value ? changes(value) : ["nothing can be compiled"];
  const faults = describeDiagnostics(diagnostics, ports, value?.manifestText);
  return `${lines.join("\n")}\n${faults === "" ? "" : `\n${faults}`}`;
}

/** What drift says: each file with its state, records that stand alone, and what is wrong. */
export function describeDrift(
  { value, diagnostics }: Result<Drift | undefined>,
  ports: Ports,
): string {
  const files = (value?.files ?? []).map(
    ({ path, state, reason }) =>
      `${state.padEnd(10)} ${path}${reason === undefined ? "" : ` (${reason})`}`,
  );
  const records = (value?.records ?? []).map((path) => `record     ${path}`);
  const faults = describeDiagnostics(diagnostics, ports);
  return `${[...files, ...records].join("\n")}\n${faults === "" ? "" : `\n${faults}`}`;
}
