/** What `npm test` and `npm run demo` do first on a fresh clone; needs nothing but Node.js. */
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const INSTALLED = "node_modules/.package-lock.json";

/** Runs a command of this package and shows what it prints. */
export function run(command, ...words) {
  execFileSync(command, words, { stdio: "inherit" });
}

function isInstalled() {
  return (
    existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync("package-lock.json").mtimeMs
  );
}

/** Installs the dependencies where they are missing or old, and builds. */
export function setUp() {
  if (!isInstalled()) run("npm", "ci", "--no-audit", "--no-fund");
  run("npm", "run", "--silent", "build");
}
