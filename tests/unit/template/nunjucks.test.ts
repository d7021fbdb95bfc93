import { Environment } from "@11ty/nunjucks";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOf } from "./run-template.ts";

/** The library whose syntax templates have: what both accept must mean the same. */
const library = new Environment(null, { autoescape: false });

const data = {
  name: "order_line",
  count: 3,
  yes: true,
  no: false,
  list: ["a", "b"],
  numbers: [3, 1, 2],
  object: { low: 1, high: "x" },
};

const number = fc.letrec<{ number: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(
      "count",
      "numbers[1]",
      "numbers.length",
      "object.low",
      'object["low"]',
      "7",
      "2.5",
    ),
    fc
      .tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number"))
      .map((parts) => `(${parts.join(" ")})`),
    fc
      .tuple(tie("number"), fc.constantFrom("//", "%", "/"), fc.constantFrom("2", "3.5"))
      .map((parts) => `(${parts.join(" ")})`),
    tie("number").map((value) => `(-${value})`),
  ),
})).number;

const text = fc
  .oneof(
    fc.constantFrom("name", "list[0]", "object.high", "'quoted \\'text\\''", '"line\\nend"'),
    fc.constantFrom(
      "name | upper",
      "name | title",
      "name | replace('_', '-')",
      "list | join(', ')",
      "list | last",
      "list | reverse | first",
    ),
  )
  .map((value) => `(${value})`);

const condition = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(
      "yes",
      "no",
      "'a' in list",
      "'z' in name",
      "'low' in object",
      "name == 'order_line'",
      "3 not in numbers",
    ),
    fc
      .tuple(number, fc.constantFrom("<", "<=", ">", ">=", "==", "!="), number)
      .map((parts) => `(${parts.join(" ")})`),
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
      .map((parts) => `(${parts.join(" ")})`),
    tie("condition").map((value) => `(not (${value}))`),
  ),
})).condition;

const statement = fc.letrec<{ body: string; one: string }>((tie) => ({
  body: fc.array(tie("one"), { maxLength: 4 }).map((parts) => `.${parts.join("-")}.`),
  one: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("text", " \n text", "{{ x }}", "{# comment #}"),
    number.map((value) => `{{ ${value} }}`),
    text.map((value) => `{{- ${value} -}}`),
    fc.tuple(text, condition, number).map(([a, b, c]) => `{{ ${a} if ${b} else ${c} }}`),
    fc.tuple(text, number).map(([a, b]) => `{{ ${a} ~ ${b} }}`),
    number.map((value) => `{% set x = ${value} %}`),
    fc
      .tuple(condition, tie("body"), tie("body"))
      .map(([test, yes, no]) => `{% if ${test} %}${yes}{% else %}${no}{%- endif %}`),
    tie("body").map(
      (body) =>
        `{% for item in list -%} {{ loop.index }}{{ loop.last }}{{ item }}${body}{% endfor %}`,
    ),
    tie("body").map(
      (body) =>
        `{% for key, value in object %}{{ key }}{{ value }}${body}{% else %}none{% endfor %}`,
    ),
    tie("body").map((body) => `{% set captured %}${body}{% endset %}{{ captured }}`),
  ),
})).body;

describe("a template that Nunjucks accepts too", () => {
  it("gives the same text", () => {
    fc.assert(
      fc.property(statement, (body) => {
        const source = `{% set x = 0 %}{% macro m(a, b=2) %}{{ a }}+{{ b }}{% endmacro %}.${body}{{ m(x) }}{{ m(1, b=x) }}.`;
        expect(textOf(source, data)).toBe(library.renderString(source, data));
      }),
      { numRuns: 1_000 },
    );
  });
});
