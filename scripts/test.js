/** `npm test`: sets everything up, checks the source, runs all tests, and counts them. */
import { mkdirSync, readFileSync } from "node:fs";
import { run, setUp } from "./setup.js";

const REPORT = ".cache/vitest.json";

/** A check that is one test: it passes or fails as a whole. */
function check(name, ...command) {
  process.stdout.write(`\n> ${name}\n`);
  try {
    run(...command);
    return { passed: 1, failed: 0 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function vitest() {
  mkdirSync(".cache", { recursive: true });
  try {
    run("npx", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile=${REPORT}`);
  } catch {
    // What failed is in the report.
  }
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } =
    JSON.parse(readFileSync(REPORT, "utf8"));
  // A file that cannot even be loaded has no tests that could fail.
  const unseen = !success && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : 0;
  return { passed: numPassedTests, failed: numFailedTests + unseen, skipped: numPendingTests };
}

setUp();
const results = [
  check("formatter and linter", "npx", "biome", "ci", "--error-on-warnings", "."),
  check("types", "npx", "tsc", "-p", "."),
  vitest(),
];
const sum = (name) => results.reduce((total, result) => total + (result[name] ?? 0), 0);
const skipped = sum("skipped") === 0 ? "" : `, ${sum("skipped")} skipped`;
process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}\n`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
