import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REQUIREMENTS = "tests/generated/requirements.txt";

function pinned(): string {
  return readFileSync(REQUIREMENTS, "utf8");
}

/**
 * The folder of programs (`ruff`, `mypy`, `pytest`, `python`) that all generated projects are checked
 * with. It is made once for each state of the requirements, and kept in `.cache/`.
 */
export function pythonEnvironment(): string {
  const hash = createHash("sha256").update(pinned()).digest("hex").slice(0, 12);
  const folder = resolve(".cache", `python-${hash}`);
  const programs = join(folder, "bin");
  if (existsSync(join(folder, "complete"))) return programs;
  mkdirSync(".cache", { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  execFileSync(join(programs, "python"), [...install, "-r", REQUIREMENTS], { stdio: "inherit" });
  writeFileSync(join(folder, "complete"), "");
  return programs;
}
