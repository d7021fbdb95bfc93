import { describe, expect, it } from "vitest";
import { compileTemplate } from "../../../src/language/template/template.ts";
import type { Output } from "../../../src/model/output.ts";
import type { StoredTemplate, TemplateStore } from "../../../src/ports.ts";
import { rendered } from "../../support/rendered.ts";

const target = { standardLibrary: ["datetime", "decimal", "logging", "typing"] };
const data = { package: "shop", resource: "user", Resource: "User", fields: [{ name: "id" }] };

function output(template: Output["template"], more: Partial<Output> = {}): Output {
  return {
    path: "src/shop/models/user_model.py",
    mode: 0o644,
    ownership: "managed",
    template,
    data: Object.assign(Object.create(null), data),
    avoid: [],
    place: { file: "blueprints/a.blueprint.json", pointer: "/relationships/generates/0" },
    use: "model user",
    blueprint: "create-model-{resource}",
    ...more,
  };
}

function store(
  sources: Readonly<Record<string, string>>,
): TemplateStore & { readonly found: string[] } {
  const found: string[] = [];
  return {
    found,
    find(path): StoredTemplate | null {
      found.push(path);
      const text = sources[path];
      if (text === undefined) return null;
      return { kind: "source", file: `templates/${path}`, origin: "project", text };
    },
    outline: () => null,
    overrides: () => [],
  };
}

function renderFile(text: string, more: Partial<Output> = {}) {
  return rendered([output({ kind: "file", path: "a.njk" }, more)], {
    templates: store({ "a.njk": text }),
    target,
  });
}

function renderEmbedded(text: string, imports: readonly string[] = []) {
  const source = {
    kind: "embedded",
    origin: "project",
    file: "blueprints/a.blueprint.json",
    pointer: "/template/embedded_code",
    text,
    imports,
  } as const;
  return rendered([output(source)], { templates: store({}), target });
}

function textOf(result: ReturnType<typeof rendered>): string {
  expect(result.diagnostics).toEqual([]);
  return result.value[0]?.text ?? "";
}

describe("render", () => {
  it("runs a project's template from its source", () => {
    const result = renderFile("class {{ Resource }}:\n    pass\n");
    expect(textOf(result)).toBe("class User:\n    pass\n");
    expect(result.value[0]).toMatchObject({ origin: "project", templateFile: "templates/a.njk" });
  });

  it("runs a template that was compiled at build", () => {
    const { template } = compileTemplate("{{ Resource }}");
    const program = template?.program;
    if (!program) throw new Error("The template has faults");
    const templates: TemplateStore = {
      ...store({}),
      find: () => ({ kind: "compiled", file: "built-in:a.njk", origin: "built-in", program }),
    };
    const result = rendered([output({ kind: "file", path: "a.njk" })], { templates, target });
    expect(textOf(result)).toBe("User");
  });

  it("looks up each template once, however many outputs it has", () => {
    const templates = store({ "a.njk": "{{ resource }}" });
    const outputs = [1, 2, 3].map(() => output({ kind: "file", path: "a.njk" }));
    expect(rendered(outputs, { templates, target }).value).toHaveLength(3);
    expect(templates.found).toEqual(["a.njk"]);
  });

  it("gives the same text each time", () => {
    const source = "{% set x = 1 %}{% for f in fields %}{% set x = x + 1 %}{% endfor %}{{ x }}";
    const outputs = [1, 2].map(() => output({ kind: "file", path: "a.njk" }));
    const { value } = rendered(outputs, { templates: store({ "a.njk": source }), target });
    expect(value.map(({ text }) => text)).toEqual(["2", "2"]);
  });
});

describe("a fault of a template", () => {
  it("is located by line and column of a file", () => {
    const { value, diagnostics } = renderFile(
      "one\n{% for f in fields %}\n  {{ f.nam }}\n{% endfor %}\n",
    );
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: "template-unknown-member",
        severity: "error",
        message: "`fields[0].nam` does not exist",
        suggestions: ["name"],
        place: {
          file: "templates/a.njk",
          range: { start: { line: 3, column: 8 }, end: { line: 3, column: 11 } },
        },
      },
    ]);
  });

  it("is located inside the string of a document", () => {
    const { diagnostics } = renderEmbedded("a\n{{ resorce }}");
    expect(diagnostics[0]?.place).toEqual({
      file: "blueprints/a.blueprint.json",
      pointer: "/template/embedded_code",
      within: { start: 5, end: 12 },
    });
  });

  it("is said once for all its outputs, and the other outputs are made", () => {
    const templates = store({ "a.njk": "{{ x }}", "b.njk": "{{ (y }}", "c.njk": "ok" });
    const outputs = ["a.njk", "a.njk", "b.njk", "b.njk", "c.njk"].map((path) =>
      output({ kind: "file", path }),
    );
    const { value, diagnostics } = rendered(outputs, { templates, target });
    expect(value.map(({ text }) => text)).toEqual(["ok"]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "template-unknown-name",
      "template-syntax",
    ]);
  });

  it("is a missing template too", () => {
    const { diagnostics } = rendered([output({ kind: "file", path: "fastapi/model/b.njk" })], {
      templates: store({}),
      target,
    });
    expect(diagnostics).toMatchObject([
      { code: "template-missing", expected: "`templates/fastapi/model/b.njk`" },
    ]);
  });
});

describe("imports", () => {
  it("stand at their mark", () => {
    const source = '"""Doc."""\n\n{{ imports }}\n\nx: {{ "decimal.Decimal" | name }}\n';
    expect(textOf(renderFile(source))).toBe(
      '"""Doc."""\n\nfrom decimal import Decimal\n\nx: Decimal\n',
    );
  });

  it.each([
    ['"""Doc."""\n\n{{ imports }}\n\n\nclass A:\n', '"""Doc."""\n\n\nclass A:\n'],
    ["{{ imports }}\n\n\nclass A:\n", "class A:\n"],
    ["{{ imports }}\n", ""],
    ["{{ imports }}", ""],
  ])("leave no blank lines where there are none: %j gives %j", (source, expected) => {
    expect(textOf(renderFile(source))).toBe(expected);
  });

  it("do not take the names of fields", () => {
    const source = "{{ imports }}\ndate: {{ 'datetime.date' | name }}\n";
    expect(textOf(renderFile(source, { avoid: ["date"] }))).toBe(
      "from datetime import date as datetime_date\ndate: datetime_date\n",
    );
  });

  it("without a place are a fault", () => {
    const { value, diagnostics } = renderFile("x: {{ 'decimal.Decimal' | name }}\n");
    expect(value).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["template-imports"]);
  });

  it.each([
    ["x = 1\n", "from decimal import Decimal\n\nx = 1\n"],
    ['"""Doc."""\n\nx = 1\n', '"""Doc."""\n\nfrom decimal import Decimal\n\nx = 1\n'],
    [
      '"""Doc.\n\nMore.\n"""\nx = 1\n',
      '"""Doc.\n\nMore.\n"""\n\nfrom decimal import Decimal\n\nx = 1\n',
    ],
    ["r'''Doc \\''' it.'''\n", "r'''Doc \\''' it.'''\n\nfrom decimal import Decimal\n\n"],
    [
      "#!/usr/bin/env python\nx = 1\n",
      "#!/usr/bin/env python\n\nfrom decimal import Decimal\n\nx = 1\n",
    ],
    ["{{ imports }}\nx = 1\n", "from decimal import Decimal\nx = 1\n"],
    ["# Why\nx = 1\n", "from decimal import Decimal\n\n# Why\nx = 1\n"],
    ...[
      "from __future__ import annotations\n",
      "# Why\n\nfrom __future__ import annotations  # now\n",
      '"""Doc."""\n\nfrom __future__ import annotations\n\nfrom __future__ import generators\n',
      "from __future__ import (  # all :)\n    annotations,\n)\n",
      "from __future__ \\\n    import annotations, \\\n    generators\n",
    ].map((head) => [
      `${head}\nimport os\n`,
      `${head}\nfrom decimal import Decimal\n\nimport os\n`,
    ]),
  ])("of an embedded template have a place by themselves: %j", (source, expected) => {
    expect(textOf(renderEmbedded(source, ["from decimal import Decimal"]))).toBe(expected);
  });

  it("of an embedded template have their placeholders filled", () => {
    const imports = ["from {package}.models.{resource}_model import {Resource}Model"];
    expect(textOf(renderEmbedded("x = 1\n", imports))).toContain(
      "from shop.models.user_model import UserModel\n",
    );
  });

  it("of an embedded template that are no statements are located", () => {
    const { diagnostics } = renderEmbedded("x = 1\n", ["import a", "the database"]);
    expect(diagnostics).toMatchObject([
      { code: "import-statement", place: { pointer: "/template/imports/1" } },
    ]);
  });
});

describe("a line of the text leads back to its line of the template", () => {
  const source = [
    '"""Doc."""',
    "",
    "{{ imports }}",
    "",
    "{% for f in fields %}",
    "{{ f.name }} = 1",
    "  # {{ 'decimal.Decimal' | name }}",
    "{% endfor %}",
    "{% macro m() %}",
    "in macro",
    "{%- endmacro -%}",
    "",
    "{{ m() }}",
    "last",
    "",
  ].join("\n");

  it("over tags, loops, macros and imports", () => {
    const file = renderFile(source).value[0];
    const lines = file?.text.split("\n").slice(0, -1) ?? [];
    expect(lines.map((line, index) => [line, file?.templateLine(index + 1)])).toEqual([
      ['"""Doc."""', 1],
      ["", 2],
      ["from decimal import Decimal", undefined],
      ["", 4],
      ["id = 1", 6],
      ["  # Decimal", 7],
      ["in macro", 13],
      ["last", 14],
    ]);
  });

  it("and nowhere from outside of the text", () => {
    expect(renderFile("a\n").value[0]?.templateLine(9)).toBeUndefined();
  });
});
