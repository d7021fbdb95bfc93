import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "../support/service.ts";

const SERVICES = join(import.meta.dirname, "service");

test.each([
  [["ruff", "check", "--no-cache", "."]],
  [["ruff", "format", "--no-cache", "--check", "."]],
  [["mypy", "--strict", "--cache-dir=/dev/null", "."]],
])("the services of the benchmark pass %j", (words) => {
  expect(() => runProgram(SERVICES, words)).not.toThrow();
});
