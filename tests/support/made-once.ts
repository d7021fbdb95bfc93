import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How long somebody else's making may take before it counts as given up, in milliseconds. */
const PATIENCE = 300_000;

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Takes the lock; false where another process has it. */
function lock(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch {
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > PATIENCE) rmSync(path, { recursive: true, force: true });
    return false;
  }
}

/** Makes a folder unless it is complete; of several test files at once one makes it, the others wait. */
export function madeOnce(folder: string, make: () => void): string {
  const complete = join(folder, "complete");
  const lockFolder = `${folder}.lock`;
  mkdirSync(join(folder, ".."), { recursive: true });
  while (!existsSync(complete)) {
    if (!lock(lockFolder)) {
      sleep(200);
      continue;
    }
    try {
      if (existsSync(complete)) break;
      rmSync(folder, { recursive: true, force: true });
      make();
      writeFileSync(complete, "");
    } finally {
      rmSync(lockFolder, { recursive: true, force: true });
    }
  }
  return folder;
}
