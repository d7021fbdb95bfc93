import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = "SCAFFOLD_TEST_ROOT";

/** Makes one folder for a run of the tests, and removes it behind the last one (vitest calls this). */
export function setup(): () => void {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "scaffold-test-")));
  process.env[ROOT] = root;
  return () => rmSync(root, { recursive: true, force: true });
}

/** A new empty folder, for one test. */
export function emptyFolder(): string {
  return mkdtempSync(join(process.env[ROOT] ?? tmpdir(), "t-"));
}
