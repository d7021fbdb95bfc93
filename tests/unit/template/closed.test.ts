import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filters } from "../../../src/language/template/filters/index.ts";
import { runTemplate } from "./run-template.ts";

/** Ways out of template engines that are known; each must end in a fault or in harmless text. */
const escapes = [
  '{{ range.constructor("return process")() }}',
  '{{ cycler.constructor("return globalThis")() }}',
  '{{ ({}).constructor.constructor("return this")() }}',
  '{{ [].constructor.constructor("return process.env")() }}',
  '{{ "".constructor.fromCharCode(97) }}',
  '{{ "".sub.constructor("return 1")() }}',
  "{{ data.__proto__.polluted }}",
  '{{ data["__pro" ~ "to__"]["polluted"] }}',
  '{{ data["constructor"]["prototype"] }}',
  '{{ data | map("constructor.prototype") | join }}',
  '{{ [data] | map("__proto__") | first | json }}',
  '{{ list | where("constructor") | length }}',
  '{{ list | sort("__proto__.x") | json }}',
  "{{ hook() }}",
  "{{ hook }}",
  "{{ hook.call(null) }}",
  "{{ instance.secret }}",
  "{{ instance | json }}",
  "{{ map.size }}",
  "{% for key, value in instance %}{{ value }}{% endfor %}",
  "{{ global.process.mainModule }}",
  "{{ globalThis.process }}",
  "{{ process.env.HOME }}",
  '{{ require("node:fs") }}',
  "{{ this }}",
  "{{ self._TemplateReference__context }}",
  "{{ loop.constructor }}",
  "{% for a in list %}{{ loop.__proto__ }}{% endfor %}",
  "{% macro m() %}{{ caller() }}{{ m.constructor }}{% endmacro %}{{ m() }}{{ m.constructor }}",
  "{% set __proto__ = data %}{{ polluted }}",
  "{% macro constructor() %}x{% endmacro %}{{ constructor.constructor }}",
  '{% set a = { "__proto__": { polluted: 1 } } %}{{ a.polluted }}',
  '{{ { "__proto__": 1, constructor: 2 } | python }}{{ polluted }}',
  '{{ "{__proto__.polluted}.X" | name }}',
  '{{ "{constructor.name}" | module }}',
  "{% include '/etc/passwd' %}",
  "{% import '../x' as x %}",
  "{{ context.lookup('x') }}{{ env.getTemplate('x') }}{{ runtime }}{{ frame }}",
  "{{ r/(a+)+$/.test('aaaa') }}",
  "{{ data.hasOwnProperty('x') }}{{ data.toString() }}{{ data.valueOf }}",
  '{{ "\\"); process.exit(); (\\"" }}{{ undefined_name }}',
];

class Instance {
  readonly secret = "leaked";
}

const data = {
  data: { x: 1, own: { y: [1, 2] } },
  list: [{ x: 1 }, { x: 2 }],
  text: "text",
  hook: () => "leaked",
  instance: new Instance(),
  map: new Map([["secret", "leaked"]]),
};

function isHarmless(source: string): boolean {
  const outcome = runTemplate(source, data);
  if ("problems" in outcome)
    return outcome.problems.every(({ code }) => code.startsWith("template-"));
  return !/leaked|native code|\[object|function/.test(outcome.text);
}

describe("a template sees its data and nothing else", () => {
  it.each(escapes)("%s", (source) => {
    expect(isHarmless(source)).toBe(true);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"])(
    "has no inherited member `%s` in any kind of value",
    (member) => {
      const values = ["data", "list", "text", "data.x", "[1]", "{ a: 1 }", "'a'", "true"];
      for (const value of values) {
        for (const look of [`(${value}).${member}`, `(${value})['' ~ '${member}']`]) {
          expect(runTemplate(`{{ ${look} }}`, data), look).toHaveProperty("problems");
          expect(runTemplate(`{% if ${look} %}{% endif %}`, data), look).toHaveProperty("problems");
        }
      }
    },
  );
});

const hostileNames = fc.constantFrom(
  "constructor",
  "__proto__",
  "prototype",
  "data",
  "list",
  "text",
  "hook",
  "instance",
  "map",
  "x",
  "own",
  "y",
  "length",
  "loop",
  "process",
  "globalThis",
  "arguments",
  "caller",
  "this",
  "imports",
);
const filterNames = fc.constantFrom(...filters.keys());

const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    hostileNames,
    hostileNames.map((name) => `"${name}"`),
    fc.integer({ min: -2, max: 300 }).map(String),
    fc.constantFrom("true", "null", "[]", "{}", "'{x}'", "'.a.{text}'"),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.tuple(tie("expression"), hostileNames).map(([object, name]) => `${object}.${name}`),
    fc.tuple(tie("expression"), tie("expression")).map(([object, key]) => `${object}[${key}]`),
    fc.tuple(tie("expression"), tie("expression")).map(([called, given]) => `${called}(${given})`),
    fc.tuple(tie("expression"), filterNames).map(([input, name]) => `(${input}) | ${name}`),
    fc
      .tuple(tie("expression"), filterNames, tie("expression"))
      .map(([input, name, given]) => `(${input}) | ${name}(${given})`),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "~", "in", "==", "and", "or", "**", "<", "//"),
        tie("expression"),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([key, value]) => `{ "a": ${key}, b: ${value} }`),
    fc.tuple(tie("expression"), tie("expression")).map((items) => `[${items.join(", ")}]`),
  ),
}));

const template = fc.array(
  fc.oneof(
    expression.map((value) => `{{ ${value} }}`),
    fc.tuple(hostileNames, expression).map(([name, value]) => `{% set ${name} = ${value} %}`),
    fc
      .tuple(hostileNames, expression)
      .map(([name, list]) => `{% for ${name} in ${list} %}{{ ${name} }}{% endfor %}`),
    fc
      .tuple(hostileNames, expression)
      .map(([name, value]) => `{% macro ${name}(a) %}{{ a }}{% endmacro %}{{ ${name}(${value}) }}`),
    fc.constantFrom(
      "{%",
      "{{",
      "{#",
      "}}",
      "%}",
      "-",
      "{% else %}",
      "{% endif %}",
      "\n",
      "{% raw %}",
    ),
  ),
  { maxLength: 6 },
);

describe("generated templates", () => {
  it("give text or faults, whatever names they look up", () => {
    fc.assert(
      fc.property(template, (parts) => {
        expect(isHarmless(parts.join(""))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("give text or faults for any characters at all", () => {
    const marks = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "#}",
      "-",
      "'",
      '"',
      "\\",
      "|",
      ".",
      "(",
      "[",
      "if ",
      "for ",
      "set ",
      "in ",
      "\r\n",
    );
    const text = fc
      .array(fc.oneof(marks, fc.string({ maxLength: 5, unit: "binary" })))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (source) => {
        expect(isHarmless(source)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
