import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileTemplates } from "../../../scripts/compile-templates.ts";
import { digest } from "../../../src/language/digest.ts";
import type { TemplateOutline } from "../../../src/ports.ts";
import { emptyFolder } from "../../support/temporary.ts";

const TEXT = "class {{ Resource }}:\n    pass\n";

/** What the build says of a template. */
function outlineOf(text: string): TemplateOutline {
  const folder = emptyFolder();
  mkdirSync(join(folder, "templates"));
  writeFileSync(join(folder, "templates/a.njk"), text);
  compileTemplates(join(folder, "templates"), join(folder, "dist"));
  const outlines = JSON.parse(readFileSync(join(folder, "dist/index.json"), "utf8"));
  return outlines["a.njk"];
}

describe("a compiled template", () => {
  it("has the hash that the same text has in a project, whatever its line ends", () => {
    expect(outlineOf(TEXT).hash).toBe(digest(TEXT));
    expect(outlineOf(TEXT.replaceAll("\n", "\r\n")).hash).toBe(digest(TEXT));
  });

  it("tells all that it may read, members of objects one by one", () => {
    const text = [
      "{% macro row(cell) %}{{ cell }}{{ border.left }}{% endmacro %}",
      "{% for field in table.fields if field.name in shown %}{{ row(field.name | default(title)) }}",
      "{% else %}{{ empty[place] if rows else [none_at, {'a': inner}] }}{% endfor %}",
      "{% set total = count + 1 %}{{ total }}",
      '{{ slots["project.extras"].first }}{{ route.of.path }}{{ route.of }}{{ route.of.name }}',
      "{{ '.models.{resource}_model.{target.name}' | name }}",
    ].join("\n");
    expect(outlineOf(text).reads).toEqual({
      border: { left: "all" },
      cell: "all",
      count: "all",
      empty: "all",
      field: { name: "all" },
      inner: "all",
      none_at: "all",
      place: "all",
      resource: "all",
      route: { of: "all" },
      rows: "all",
      shown: "all",
      slots: { "project.extras": { first: "all" } },
      table: { fields: "all" },
      target: { name: "all" },
      title: "all",
      total: "all",
    });
  });
});
