import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { diagnosticPages, type Page } from "./diagnostic-pages.ts";
import { type Schema, schemaIndex, schemaPage } from "./schema-pages.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Where the pages stand. */
export const documentationFolder = join(root, "docs");

/** Folders that hold generated pages and nothing else. */
export const generatedFolders = ["diagnostics", "reference"] as const;

function readSchemas(): readonly (readonly [string, Schema])[] {
  const folder = join(root, "schemas");
  return readdirSync(folder)
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8"))]);
}

/** Every page that is made from the catalogue and the schemas. */
export function documentationPages(): readonly Page[] {
  const schemas = readSchemas();
  return [
    ...diagnosticPages(),
    schemaIndex(schemas),
    ...schemas.map(([file, schema]) => schemaPage(file, schema)),
  ];
}
