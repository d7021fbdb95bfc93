import { expect, it } from "vitest";
import { buildProject, readCommands } from "../support/scaffold.ts";
import { runTests } from "../support/service.ts";

/** The tests of a resource that are skipped, by their names, sorted. */
function skippedTests(report: string, resource: string): readonly string[] {
  const lines = report.matchAll(/^tests\/\S+\/test_(\w+)_\w+\.py::(?:\w+::)?(\w+)\S* SKIPPED/gm);
  return [...lines]
    .filter(([, of]) => of === resource)
    .map(([, , test = ""]) => test)
    .sort();
}

it("skips those tests that need more rows than a unique field has values, and no others", () => {
  const project = buildProject(readCommands("tests/generated/projects/few-values.txt"));
  const report = runTests(project, ["-v", "-rs"]);
  const ofLongLists = [
    "test_filters_hold_on_every_page",
    "test_list_can_be_sorted_both_ways",
    "test_pages_follow_each_other_while_rows_come_and_go",
  ];
  expect(skippedTests(report, "medal")).toEqual(ofLongLists);
  expect(skippedTests(report, "edge")).toEqual([]);
  expect(report).toContain("There cannot be more than 3 medals at a time.");
});
