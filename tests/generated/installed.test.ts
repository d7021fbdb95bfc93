import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { buildProject } from "../support/scaffold.ts";

/** The shell commands below a heading of a Markdown text. */
function commandsBelow(markdown: string, heading: string): readonly string[] {
  const [, section = ""] = markdown.split(`\n## ${heading}\n`);
  const [, block = ""] = /```sh\n(.*?)```/s.exec(section) ?? [];
  return block.trim().split("\n");
}

describe("a project's README", () => {
  const project = buildProject([
    ["new", "shop"],
    ["endpoint", "--type", "crud", "product", "name:string:1..120", "price:decimal:10.2"],
  ]);
  const readme = readFileSync(join(project, "README.md"), "utf8");

  it.each([...commandsBelow(readme, "Set up"), ...commandsBelow(readme, "Check")])(
    "says what works: %s",
    (command) => {
      execFileSync("bash", ["-c", command], { cwd: project, stdio: "pipe" });
    },
  );
});
