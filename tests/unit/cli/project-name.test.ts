import { describe, expect, it } from "vitest";
import { projectName } from "../../../src/cli/project-name.ts";

describe("projectName", () => {
  it.each([
    ["shop", "shop"],
    ["my-shop", "my-shop"],
    ["My Shop (2)", "My-Shop-2"],
    ["Über", "Uber"],
    [".hidden.", "hidden"],
    ["$(id)", "id"],
    ["new\nline", "new-line"],
    ["🎉", ""],
    ["--", ""],
  ])("makes of the folder %j the name %j", (folder, name) => {
    expect(projectName(folder)).toBe(name);
  });
});
