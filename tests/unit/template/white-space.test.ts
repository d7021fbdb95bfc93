import { describe, expect, it } from "vitest";
import { textOf } from "./run-template.ts";

describe("a tag that has a line to itself vanishes with the line", () => {
  it.each([
    ["a\n{% if true %}\nb\n{% endif %}\nc\n", "a\nb\nc\n"],
    ["a\n  {% if true %}  \n  b\n\t{% endif %}\nc", "a\n  b\nc"],
    ["{% set x = 1 %}\na", "a"],
    ["a\n{% set x = 1 %}", "a\n"],
    ["a\n{# note #}\nb", "a\nb"],
    ["a\n{#\n note\n#}\nb", "a\nb"],
    ["a\n{% if true %}{% if true %}\nb\n{% endif %} {% endif %}\nc", "a\nb\nc"],
    ["a\r\n{% if true %}\r\nb\r\n{% endif %}\r\nc", "a\nb\nc"],
    ["a\n\n{% if true %}\n\nb\n{% endif %}\n", "a\n\n\nb\n"],
  ])("%j gives %j", (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });
});

describe("a tag that shares its line leaves the line as it is", () => {
  it.each([
    ["a {% if true %}b{% endif %}\nc", "a b\nc"],
    ["{% if true %}a{% endif %}\nb", "a\nb"],
    ["{{ 1 }}\n{{ 2 }}\n", "1\n2\n"],
    ["  {{ 1 }}{% set x = 2 %}\n", "  1\n"],
  ])("%j gives %j", (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });
});

describe("a dash takes the white space on its side", () => {
  it.each([
    ["a \n {{- 1 -}} \n b", "a1b"],
    ["a\n{%- set x = 1 %}\nb", "a\nb"],
    ["a\n{% set x = 1 -%}\n\n b", "a\nb"],
    ["a {#- note -#} b", "ab"],
    ["a {%- raw -%} {{ b }} {%- endraw -%} c", "a{{ b }}c"],
    ["{% set x %} y {% endset -%}\n{{ x }}", " y "],
  ])("%j gives %j", (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });
});

describe("the text of a template", () => {
  it("has no byte order mark", () => {
    expect(textOf("\uFEFFa")).toBe("a");
  });

  it("may hold single braces", () => {
    expect(textOf('{"a": {"b": 1}} % # }} %} #}')).toBe('{"a": {"b": 1}} % # }} %} #}');
  });
});
