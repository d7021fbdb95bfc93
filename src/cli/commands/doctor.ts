import { execFileSync } from "node:child_process";
import type { Command } from "commander";
import { preview } from "../../engine.ts";
import { countChanges } from "../change-report.ts";
import type { RegisterContext } from "../command-module.ts";
import { findProject } from "../find-project.ts";
import type { Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";

/** One thing that was looked at. */
interface Check {
  readonly name: string;
  readonly state: "ok" | "missing" | "advice";
  readonly found: string;
  /** What to do, where something is to be done. */
  readonly remedy?: string;
}

/** The first line that a program prints; undefined where it does not run. */
function outputOf(program: string, words: readonly string[]): string | undefined {
  try {
    const text = execFileSync(program, words, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5_000,
    });
    return text.trim().split("\n")[0];
  } catch {
    return undefined;
  }
}

function versionOf(program: string): string | undefined {
  return outputOf(program, ["--version"]);
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [, found = "0", next = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(found) > major || (Number(found) === major && Number(next) >= minor);
}

function checkNode(): Check {
  const found = process.version;
  return atLeast(found, 20, 19)
    ? { name: "Node.js", state: "ok", found }
    : { name: "Node.js", state: "missing", found, remedy: "Install Node.js 20.19 or later" };
}

function checkPython(): Check {
  const found = versionOf("python3") ?? versionOf("python");
  if (found === undefined) {
    const remedy = "Install Python 3.11 or later; the generated backend runs on it";
    return { name: "Python", state: "missing", found: "not found", remedy };
  }
  return atLeast(found, 3, 11)
    ? { name: "Python", state: "ok", found }
    : { name: "Python", state: "missing", found, remedy: "Install Python 3.11 or later" };
}

/** Without Python there is no need to say that its environments are missing too. */
function withVenv(python: Check): Check[] {
  return python.state === "ok" ? [python, ...checkVenv()] : [python];
}

/** Debian and its kin leave out what `python3 -m venv` needs. */
function checkVenv(): Check[] {
  const runs = ["python3", "python"].some(
    (program) => outputOf(program, ["-c", "import ensurepip, venv; print(1)"]) === "1",
  );
  return runs
    ? []
    : [
        {
          name: "venv",
          state: "missing",
          found: "Python cannot make virtual environments",
          remedy: "Install it; on Debian and Ubuntu: `apt install python3-venv`",
        },
      ];
}

function checkOptional(name: string, program: string, remedy: string): Check {
  const found = versionOf(program);
  return found === undefined
    ? { name, state: "advice", found: "not found", remedy }
    : { name, state: "ok", found };
}

async function checkProject(session: Session): Promise<Check> {
  const root = findProject(session);
  if (root === undefined) {
    return {
      name: "Project",
      state: "advice",
      found: "none here",
      remedy: "Make one: `scaffold new shop`",
    };
  }
  const { value, diagnostics } = await preview({ changes: [] }, session.portsFor(root));
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (!value || errors > 0) {
    const remedy = "See them with `scaffold validate --check-all` and `scaffold plan`";
    return {
      name: "Project",
      state: "missing",
      found: `${errors} fault${errors === 1 ? "" : "s"} in ${root}`,
      remedy,
    };
  }
  const count = countChanges(value.changeSet, ["create", "update", "merge", "delete"]);
  return count === "nothing to do"
    ? { name: "Project", state: "ok", found: `${root}, up to date` }
    : {
        name: "Project",
        state: "advice",
        found: count,
        remedy: "`scaffold plan`, then `scaffold apply`",
      };
}

async function doctor(session: Session): Promise<Outcome> {
  const checks = [
    checkNode(),
    ...withVenv(checkPython()),
    checkOptional("uv", "uv", "Optional: `pip install uv` sets projects up faster"),
    checkOptional("git", "git", "Recommended: keep the project under version control"),
    await checkProject(session),
  ];
  const { colors } = session.terminal;
  const marks = { ok: colors.green("ok"), missing: colors.red("!!"), advice: colors.yellow("--") };
  const lines = checks.flatMap(({ name, state, found, remedy }) => [
    `${marks[state]}  ${name.padEnd(8)}  ${found}`,
    ...(remedy === undefined ? [] : [`              ${colors.dim(remedy)}`]),
  ]);
  const isFine = checks.every(({ state }) => state !== "missing");
  return { diagnostics: [], text: lines.join("\n"), result: { checks }, exitCode: isFine ? 0 : 1 };
}

/** `scaffold doctor`: what is installed, what is missing, what to do. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Tell what is installed, what is missing, and what to do about it.")
    .action(async () => finish(await doctor(session)));
}
