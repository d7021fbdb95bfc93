import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { signature } from "../../../src/language/template/filter.ts";
import { filters } from "../../../src/language/template/filters/index.ts";
import type { Output } from "../../../src/model/output.ts";
import { rendered } from "../../support/rendered.ts";

const page = readFileSync(new URL("../../../docs/templates.md", import.meta.url), "utf8");

interface Example {
  readonly template: string;
  readonly expected: string;
}

function blocks(language: string): readonly string[] {
  const pattern = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...page.matchAll(pattern)].map((match) => match[1] ?? "");
}

/** Code in a cell of a table; a bar inside it is escaped. */
function cellCode(cell: string): string {
  return cell.trim().slice(1, -1).replaceAll("\\|", "|");
}

function tableRows(): readonly (readonly string[])[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("| `") && line.includes("{{"))
    .map((line) => line.slice(1, -1).split(/(?<!\\)\|/));
}

const data = JSON.parse(blocks("json")[0] ?? "{}");
const outputs = blocks("text");
const examples: Example[] = [
  ...blocks("njk").map((template, index) => ({ template, expected: outputs[index] ?? "" })),
  ...tableRows().map(([, template = "", expected = ""]) => ({
    template: `${cellCode(template)}\n`,
    expected: `${cellCode(expected)}\n`,
  })),
];

function outputOf(template: string): Output {
  return {
    path: "example.py",
    mode: 0o644,
    ownership: "managed",
    template: {
      kind: "embedded",
      origin: "project",
      file: "docs/templates.md",
      pointer: "",
      text: template,
      imports: [],
    },
    data: Object.assign(Object.create(null), data),
    avoid: [],
    place: { file: "blueprints/a.blueprint.json", pointer: "/relationships/generates/0" },
    use: "example",
    blueprint: "example",
  };
}

describe("the examples of docs/templates.md", () => {
  it.each(examples)("$template", ({ template, expected }) => {
    const showsImports = template.includes("{{ imports }}");
    const namesOnly = /\| (?:type_name|name|module) \}\}\n$/.test(template) && !showsImports;
    const { value, diagnostics } = rendered([outputOf(template)], {
      templates: { find: () => null, outline: () => null, overrides: () => [] },
      target: { standardLibrary: ["logging", "typing", "decimal"] },
    });
    expect(diagnostics).toEqual([]);
    const text = value[0]?.text ?? "";
    expect(namesOnly ? (text.split("\n").at(-2) ?? "").concat("\n") : text).toBe(expected);
  });

  it("show every filter with its arguments", () => {
    const shown = tableRows().map(([name = ""]) => cellCode(name));
    const all = [...filters].map(([name, filter]) => signature(name, filter));
    expect(shown.toSorted()).toEqual(all.toSorted());
  });
});
