import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kebabCase } from "../../src/language/names.ts";

const rows = readFileSync("docs/options.md", "utf8").split("\n");

interface Parameter {
  readonly argument?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

/** The options of a composite: its parameters that are no words of their own. */
function optionsOf(file: string): readonly (readonly [string, Parameter])[] {
  const { parameters } = JSON.parse(readFileSync(file, "utf8"));
  const all: readonly (readonly [string, Parameter])[] = Object.entries(parameters);
  return all.filter(([, { argument }]) => argument === undefined);
}

/** How the table shows a default. */
function shown(preset: unknown): string {
  if (typeof preset === "boolean") return preset ? " on " : " off ";
  return preset === undefined ? "" : `\`${String(preset)}\``;
}

describe.each([
  "blueprints/project/project.blueprint.json",
  "blueprints/endpoints/endpoint-crud.blueprint.json",
])("the options of %s", (file) => {
  it.each(optionsOf(file))("%s stands in docs/options.md", (name, parameter) => {
    const row = rows.find((each) => each.startsWith(`| \`--${kebabCase(name)}\` `)) ?? "";
    for (const value of parameter.enum ?? []) expect(row).toContain(`\`${value}\``);
    expect(row).toContain(shown(parameter.default));
    expect(row).not.toBe("");
  });
});
