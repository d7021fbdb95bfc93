import { describe, expect, it } from "vitest";
import { compileTemplate } from "../../../src/language/template/template.ts";
import { faultOf, runTemplate } from "./run-template.ts";

/** Generous: the machine may be busy. What has no limit would take minutes, or for ever. */
const soon = 5_000;

function loops(depth: number, body: string): string {
  return `${"{% for a in list %}".repeat(depth)}${body}${"{% endfor %}".repeat(depth)}`;
}

const list = Array.from({ length: 100 }, (_, index) => index);
const long = "a".repeat(500_000);
const data = {
  list,
  long,
  needle: `${"a".repeat(100_000)}b`,
  items: list.map((n) => ({ n, long })),
};

const endless: Readonly<Record<string, string>> = {
  "loops inside loops": loops(8, "x"),
  "loops that print nothing": loops(8, ""),
  "a loop that prints too much": loops(3, "{{ long }}"),
  "a text that doubles": `{% set s = "a" %}${loops(2, "{% set s = s ~ s %}")}`,
  "a captured text that grows": `{% set s = "a" %}${loops(2, "{% set s %}{{ s }}{{ s }}{% endset %}")}`,
  "a number that grows": `{% set n = 9 %}${loops(2, "{% set n = n ** n %}")}`,
  "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
  "macros that call each other":
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
  "a macro that calls itself twice to a depth":
    "{% macro m(n) %}{% if n > 0 %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(50) }}",
  "a filter of long text in a loop": loops(3, "{% set s = long | upper %}"),
  "a search that is slow": loops(3, "{% if needle in long %}{% endif %}"),
  "a replacement that is slow": loops(3, "{% set s = long | replace(needle, 'b') %}"),
  "a replacement that grows": "{{ long | replace('a', long) }}",
  "an indentation that grows": '{% set s = long | replace("a", "\\n-") %}{{ s | indent(200) }}',
  "long texts that are compared": loops(4, "{% if long ~ 'a' == long ~ 'b' %}{% endif %}"),
  "long texts that are sorted": loops(2, '{% set s = items | sort("long") %}'),
  "long texts that are joined": loops(2, '{% set s = items | map("long") | join %}'),
  "long lists that are reversed": loops(4, "{% set s = list | reverse | sort | unique %}"),
  "expressions in loops": loops(3, "{% set s = 1 + 2 * 3 - 4 + 5 * 6 %}".repeat(500)),
};

describe("a template without a sensible end is stopped", () => {
  it.each(Object.entries(endless))("%s", (_, source) => {
    const start = performance.now();
    const problem = faultOf(source, data);
    expect(["template-limit", "template-value"]).toContain(problem.code);
    expect(performance.now() - start).toBeLessThan(soon);
  });

  it("also where its data is cyclic", () => {
    const cyclic: Record<string, unknown> = { name: "a" };
    cyclic.self = cyclic;
    expect(faultOf("{{ self | json }}", { self: cyclic }).message).toContain("levels deep");
  });
});

const large = 200_000;
const oversized: Readonly<Record<string, string>> = {
  "ten million characters": "a".repeat(10_000_000),
  "open brackets": `{{ ${"(".repeat(large)} }}`,
  "open lists": `{{ ${"[".repeat(large)} }}`,
  prefixes: `{{ ${"not ".repeat(large)}1 }}`,
  signs: `{{ ${"- ".repeat(large)}1 }}`,
  members: `{{ a${".a".repeat(large)} }}`,
  filters: `{{ 1${"|upper".repeat(large / 2)} }}`,
  sums: `{{ 1${"+1".repeat(large)} }}`,
  choices: `{{ ${"(1 if ".repeat(large / 2)} }}`,
  blocks: "{% if true %}".repeat(large / 4),
  ends: "{% endif %}".repeat(large / 4),
  "marks that are not closed": "{{ ".repeat(large),
  "raw blocks that are not closed": `{% raw %}${"{% ".repeat(large)}`,
  quotes: `{{ ${"'\"".repeat(large)}`,
  "strange characters": `{{ ${"$ ".repeat(large)} }}`,
  faults: "{{ $ }}".repeat(large / 4),
};

describe("a template that is hard to read is refused at once", () => {
  it.each(Object.entries(oversized))("%s", (_, source) => {
    const start = performance.now();
    const { problems } = compileTemplate(source);
    expect(problems.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(soon);
  });

  it.each([
    ["white space before a trimming mark", `a${" ".repeat(500_000)}b{{- 1 }}`],
    ["white space between marks", `{% set a = 1 %}${" \t".repeat(large)}`.repeat(2)],
    ["long chains", `{{ 1${" ~ 1".repeat(large)} }}`],
    ["many tags", "{% if true %}{% endif %} ".repeat(20_000)],
  ])("unless it is only long: %s", (_, source) => {
    const start = performance.now();
    expect(runTemplate(source)).toHaveProperty("text");
    expect(performance.now() - start).toBeLessThan(soon);
  });
});
