import { describe, expect, it } from "vitest";
import { conflictSides } from "../../../src/language/git-conflict.ts";

const lines = (...all: readonly string[]) => all.join("\n");

describe("a text with conflict markers of git", () => {
  it("gives the text of either side", () => {
    const text = lines("a", "<<<<<<< HEAD", "b", "=======", "c", "d", ">>>>>>> other", "e");
    expect(conflictSides(text)).toEqual({ ours: "a\nb\ne", theirs: "a\nc\nd\ne" });
  });

  it("gives the ancestor where git wrote it down", () => {
    const text = lines("<<<<<<< HEAD", "b", "||||||| base", "x", "=======", "c", ">>>>>>> other");
    expect(conflictSides(text)).toEqual({ ours: "b", theirs: "c", ancestor: "x" });
  });

  it("may have several conflicts, and Windows line ends", () => {
    const one = ["<<<<<<< HEAD\r", "b\r", "=======\r", "c\r", ">>>>>>> other\r"];
    expect(conflictSides(lines(...one, "x\r", ...one))?.theirs).toBe("c\r\nx\r\nc\r");
  });

  it("is none where no conflict is in it", () => {
    expect(conflictSides("a = '<<<<<<< '\n=======\n")).toBeUndefined();
  });

  it("is none where a conflict has no end, or its marks are in another order", () => {
    expect(conflictSides(lines("<<<<<<< HEAD", "b", "======="))).toBeUndefined();
    expect(conflictSides(lines("<<<<<<< HEAD", "b", ">>>>>>> other"))).toBeUndefined();
  });
});
