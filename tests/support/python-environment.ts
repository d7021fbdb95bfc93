import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { madeOnce } from "./made-once.ts";

const REQUIREMENTS = "tests/generated/requirements.txt";

const COPIER = "copier==9.19.1";

function install(folder: string, ...packages: readonly string[]): void {
  execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  const words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const python = join(folder, "bin", "python");
  execFileSync(python, [...words, ...packages], { stdio: "inherit" });
}

/** The folder of the program `copier`, which merges are measured against. */
export function copierEnvironment(): string {
  const folder = resolve(".cache", COPIER.replace("==", "-"));
  return join(
    madeOnce(folder, () => install(folder, COPIER)),
    "bin",
  );
}

/**
 * The folder of programs (`ruff`, `mypy`, `pytest`, `python`) that all generated projects are checked
 * with. It is made once for each state of the requirements, and kept in `.cache/`.
 */
export function pythonEnvironment(): string {
  const requirements = readFileSync(REQUIREMENTS, "utf8");
  const hash = createHash("sha256").update(requirements).digest("hex").slice(0, 12);
  const folder = resolve(".cache", `python-${hash}`);
  return join(
    madeOnce(folder, () => install(folder, "-r", REQUIREMENTS)),
    "bin",
  );
}
