import type { Json, JsonObject } from "../model/json.ts";
import type { Manifest, Use } from "../model/manifest.ts";

/**
 * Prints a manifest in its one canonical form: two spaces, members in the order of the type,
 * arguments in the order they were given, one item of `fields` a line, a line break at the end.
 */
export function printManifest(manifest: Manifest): string {
  const { $schema, scaffold, target, project, uses } = manifest;
  const { name, description, python, database } = project;
  const members: JsonObject = {
    ...($schema === undefined ? {} : { $schema }),
    scaffold,
    target,
    project: {
      name,
      package: project.package,
      ...(description === undefined ? {} : { description }),
      python,
      database,
    },
    uses: uses.map(printable),
  };
  return `${print(members, "")}\n`;
}

function printable({ blueprint, with: given }: Use): Json {
  return Object.keys(given).length === 0 ? { blueprint } : { blueprint, with: given };
}

/** Lists of plain values fit on one line, but for the two lists that people read line by line. */
const onePerLine = new Set(["fields", "uses"]);
const lineWidth = 100;

function print(value: Json, indent: string, name = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = `${indent}  `;
  const parts = isList
    ? value.map((item: Json) => print(item, inner))
    : Object.entries(value).map(
        ([key, child]) => `${JSON.stringify(key)}: ${print(child, inner, key)}`,
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  const short = `${open}${parts.join(", ")}${close}`;
  const isShort = isList && !onePerLine.has(name) && indent.length + short.length <= lineWidth;
  if (isShort && !short.includes("\n")) return short;
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}
