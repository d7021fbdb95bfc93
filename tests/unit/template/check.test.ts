import { describe, expect, it } from "vitest";
import { checkTemplate } from "../../../src/language/template/template.ts";

const names = new Set(["resource", "model"]);

function codes(source: string): readonly string[] {
  return checkTemplate(source, names).map(({ code }) => code);
}

describe("a template is checked before there is data", () => {
  it.each([
    "{{ resource }}",
    "{% for field in model.fields %}{{ field.name }}{{ loop.index }}{% endfor %}",
    "{% set x = 1 %}{{ x }}",
    "{% if true %}{% set x = 1 %}{% endif %}{{ x }}",
    "{{ m(1) }}{% macro m(a, b=resource) %}{{ a }}{{ b }}{{ x }}{% endmacro %}{% set x = 2 %}",
    "{{ imports }}",
  ])("and has no fault: %s", (source) => {
    expect(codes(source)).toEqual([]);
  });

  it.each([
    "{{ resorce }}",
    "{% if x %}{% endif %}",
    "{{ loop.index }}",
    "{{ x }}{% set x = 1 %}",
    "{% for a in model %}{% endfor %}{{ a }}",
    "{% macro m(a) %}{% endmacro %}{{ a }}",
    "{% macro m(a=b) %}{{ a }}{% endmacro %}",
  ])("and names an unknown name: %s", (source) => {
    expect(codes(source)).toEqual(["template-unknown-name"]);
  });

  it("suggests the nearest name and marks the place", () => {
    expect(checkTemplate("a {{ resorce }}", names)).toMatchObject([
      { start: 5, end: 12, suggestions: ["resource"] },
    ]);
  });

  it("finds all faults, by their place", () => {
    expect(
      codes("{{ x }}{% include 'a' %}{{ resource | uper }}{{ model.__proto__ }}{{ (1 }}"),
    ).toEqual([
      "template-unaccepted",
      "template-unknown-filter",
      "template-closed-member",
      "template-syntax",
    ]);
  });

  it("does not report names that a broken tag would have made known", () => {
    expect(codes("{% for field on model %}{{ field }}{% endfor %}")).toEqual(["template-syntax"]);
  });
});
