import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  lineStarts,
  positionAt,
  type TemplateProblem,
} from "../../../src/language/template/problem.ts";
import { runTemplate } from "./run-template.ts";

/** One `.njk` file with a fault, and a `.txt` file with what is said of it. */
const folder = new URL("./fixtures/faults/", import.meta.url);
const data = JSON.parse(readFileSync(new URL("data.json", folder), "utf8"));
const names = readdirSync(folder).filter((name) => name.endsWith(".njk"));

function print(problem: TemplateProblem, source: string): string {
  const lines = lineStarts(source);
  const start = positionAt(lines, problem.start);
  const marked = JSON.stringify(source.slice(problem.start, problem.end));
  return [
    `${start.line}:${start.column} ${marked} ${problem.code}: ${problem.message}`,
    ...(problem.expected ? [`  expected ${problem.expected}`] : []),
    ...(problem.suggestions?.length ? [`  did you mean ${problem.suggestions.join(", ")}`] : []),
    ...(problem.help ? [`  ${problem.help}`] : []),
    "",
  ].join("\n");
}

describe("a fault of a template is located and explained", () => {
  it.each(names)("%s", async (name) => {
    const source = readFileSync(new URL(name, folder), "utf8");
    const outcome = runTemplate(source, data);
    const problems = "problems" in outcome ? outcome.problems : [];
    const report = problems.map((problem) => print(problem, source)).join("");
    const expected = new URL(name.replace(/njk$/, "txt"), folder);
    await expect(report).toMatchFileSnapshot(expected.pathname);
    expect(report).not.toBe("");
  });
});
