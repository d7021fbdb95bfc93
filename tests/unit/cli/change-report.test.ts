import { describe, expect, it } from "vitest";
import { describeGone } from "../../../src/cli/change-report.ts";
import type { FileChange } from "../../../src/model/change-set.ts";

function gone(path: string, generated: string | null): FileChange {
  return {
    path,
    action: "gone",
    ownership: "managed",
    mode: 0o644,
    current: null,
    generated,
    result: null,
  };
}

describe("describeGone", () => {
  it("names what a person deleted and is generated", () => {
    expect(describeGone({ files: [gone("a.py", "A = 1\n")] })).toMatch(
      /^Left deleted, as you deleted it: `a\.py`\./,
    );
  });

  it("says nothing of what is not generated any more", () => {
    expect(describeGone({ files: [gone("a.py", null)] })).toBe("");
  });
});
