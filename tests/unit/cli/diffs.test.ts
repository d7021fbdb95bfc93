import { describe, expect, it } from "vitest";
import { describeDiffs } from "../../../src/cli/diffs.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";
import type { FileChange } from "../../../src/model/change-set.ts";

const named = (name: string) => (text: string | number) => `<${name}>${text}`;
const colors = {
  bold: named("bold"),
  cyan: named("cyan"),
  green: named("green"),
  red: named("red"),
} as Terminal["colors"];

const change: FileChange = {
  path: "a.sql",
  action: "update",
  ownership: "managed",
  mode: 0o644,
  current: "-- x \n",
  generated: "++ y \n",
  result: "++ y \n",
};

describe("a difference on the terminal", () => {
  it("has the colors of its lines, also of those that look like a head, and their spaces", async () => {
    expect(await describeDiffs([change], colors)).toBe(
      [
        "<bold>--- a/a.sql",
        "<bold>+++ b/a.sql",
        "<cyan>@@ -1,1 +1,1 @@",
        "<red>--- x ",
        "<green>+++ y ",
      ].join("\n"),
    );
  });
});
