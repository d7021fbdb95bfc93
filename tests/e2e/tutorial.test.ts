import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../support/python-environment.ts";
import { emptyFolder, scaffold } from "../support/scaffold.ts";

interface Block {
  /** The file that the text before the block names. */
  readonly file: string | undefined;
  readonly language: string;
  readonly text: string;
}

/** The code blocks of a Markdown text, each with the path that stands alone on a line before it. */
function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/(?:^`([^`\n]+)`\n\n)?^```(\w+)\n(.*?)^```$/gms)].map(
    ([, file, language = "", text = ""]) => ({ file, language, text }),
  );
}

/** Does what a reader does: saves the files, types the commands. */
function follow(blocks: readonly Block[], start: string): string {
  let folder = start;
  for (const { file, language, text } of blocks) {
    if (file !== undefined) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    } else if (language === "sh") {
      for (const line of text.trim().split("\n")) {
        const [program, ...words] = line.split(" ");
        if (program === "cd") folder = join(folder, words[0] ?? "");
        else expect(scaffold(folder, words), line).toMatchObject({ exitCode: 0 });
      }
    }
  }
  return folder;
}

describe("the tutorial", () => {
  const blocks = blocksOf(readFileSync("docs/first-blueprint.md", "utf8"));
  let project = "";

  beforeAll(() => {
    project = follow(blocks, emptyFolder());
  });

  it("gives the file that it shows", () => {
    const shown = blocks.find(({ language }) => language === "python")?.text ?? "";
    const generated = readFileSync(
      join(project, "src/shop/routes/product_export_routes.py"),
      "utf8",
    );
    expect(generated.startsWith(shown)).toBe(true);
  });

  it.each([
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy", "--strict", "src", "tests"],
    ["pytest", "-q", "-n", "2"],
  ])("gives a project that passes %s", (program, ...words) => {
    execFileSync(join(pythonEnvironment(), program), words, { cwd: project, stdio: "pipe" });
  });
});
