import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildProject, readCommands, readTree } from "../support/scaffold.ts";

const COMMANDS = "tests/generated/projects/fields.txt";
const EXPECTED = "tests/golden/expected";

/** What is generated; the engine's own records follow from it. */
function generated(project: string): Readonly<Record<string, string>> {
  const files = Object.entries(readTree(project)).filter(([path]) => !path.startsWith(".scaffold"));
  return Object.fromEntries(files);
}

/** Keeps a tree as the expected one; each file ends in `.txt`, so that no other tool reads it. */
function keep(tree: Readonly<Record<string, string>>): void {
  rmSync(EXPECTED, { recursive: true, force: true });
  for (const [path, text] of Object.entries(tree)) {
    const file = join(EXPECTED, `${path}.txt`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

describe("a project with every type of field", () => {
  const tree = generated(buildProject(readCommands(COMMANDS)));
  if (process.env.UPDATE === "1") keep(tree);

  const expected = Object.entries(readTree(EXPECTED)).map(
    ([path, text]) => [path.replace(/\.txt$/, ""), text] as const,
  );

  it("has the files that it had", () => {
    expect(Object.keys(tree)).toEqual(expected.map(([path]) => path).sort());
  });

  it.each(expected)(
    "generates %s as it did (else: UPDATE=1, and read the difference)",
    (path, text) => {
      expect(tree[path]).toBe(text);
    },
  );
});
