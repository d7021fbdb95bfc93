import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyFolder, scaffold, scaffoldOk } from "../support/scaffold.ts";

const ROUTERS = "src/shop/routes/__init__.py";
const README = "README.md";

let project = "";

function textOf(path: string): string {
  return readFileSync(join(project, path), "utf8");
}

function edit(path: string, from: string | RegExp, to: string): void {
  expect(textOf(path)).toMatch(from);
  writeFileSync(join(project, path), textOf(path).replace(from, to));
}

function review(...words: readonly string[]) {
  return scaffold(project, ["endpoint", "--type", "crud", "review", "body:text", ...words]);
}

describe("a project that somebody edited", () => {
  beforeAll(() => {
    const folder = emptyFolder();
    scaffoldOk(folder, ["new", "shop"]);
    project = join(folder, "shop");
    scaffoldOk(project, ["endpoint", "--type", "crud", "product", "name:string"]);
    edit(ROUTERS, "    product_router,\n", "    product_router,\n    my_router,\n");
    edit(ROUTERS, "from fastapi", "from mine import my_router\nfrom fastapi");
    edit("pyproject.toml", "dependencies = [\n", 'dependencies = [\n    "aaa>=1", # mine\n');
    edit(README, /^# shop$/m, "# Our shop");
    writeFileSync(
      join(project, "requirements.txt"),
      textOf("requirements.txt").replaceAll("\n", "\r\n"),
    );
  });

  it("shows what a merge would change", () => {
    edit(ROUTERS, "All routers", "Every router");
    const { stdout } = review("--dry-run");
    expect(stdout).toMatch(/merge +src\/shop\/routes\/__init__\.py/);
    expect(stdout).toContain("merged with your edits");
  });

  it("gets what is new, and keeps what is theirs", () => {
    expect(review("--on-conflict", "ours").exitCode).toBe(0);
    expect(textOf(ROUTERS)).toContain("    product_router,\n    my_router,\n    review_router,\n");
    expect(textOf(ROUTERS)).toContain('"""Every router');
    expect(textOf("pyproject.toml")).toContain('    "aaa>=1", # mine\n');
    expect(textOf("requirements.txt")).toMatch(/\r\n$/);
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
  });

  it("is told where a conflict is, with the three texts, and nothing is written", () => {
    edit("pyproject.toml", /description = ".*"/, 'description = "Mine"');
    edit("scaffold.json", '"package"', '"description": "Generated",\n    "package"');
    const before = textOf("pyproject.toml");
    const call = scaffold(project, ["apply"]);
    expect(call.exitCode).toBe(1);
    expect(call.stderr).toMatch(/error\[conflict\][\s\S]*--> pyproject\.toml:\d+:1/);
    expect(call.stderr).toContain('yours: description = "Mine"');
    expect(call.stderr).toContain('generated: description = "Generated"');
    expect(textOf("pyproject.toml")).toBe(before);
  });

  it("never gets markers in TOML", () => {
    expect(scaffold(project, ["apply", "--on-conflict", "markers"]).exitCode).toBe(1);
    expect(textOf("pyproject.toml")).not.toContain("<<<<<<<");
  });

  it("gets what was decided, and its other edits stay", () => {
    scaffoldOk(project, ["apply", "--on-conflict", "theirs"]);
    expect(textOf("pyproject.toml")).toContain('description = "Generated"');
    expect(textOf("pyproject.toml")).toContain('    "aaa>=1", # mine\n');
  });

  it("is told first of the markers that are left, until they are taken out", () => {
    edit(README, "Generated", "Mine");
    edit("scaffold.json", "Generated", "Generated anew");
    const { stderr } = scaffoldOk(project, ["apply", "--on-conflict", "markers"]);
    expect(stderr).toContain("Next:\n  decide the conflicts between markers in README.md\n");
    const check = scaffold(project, ["check"]);
    expect(check).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("1 with conflict"),
    });
    expect(check.stderr).toMatch(/holds conflict markers\n +--> README\.md:\d+:1/);
    expect(scaffoldOk(project, ["status"]).stdout).toContain("With conflict markers (1)");
    edit(README, /^<{7}[\s\S]*?^>{7} .*$/m, "Decided");
    expect(scaffold(project, ["check"]).exitCode).toBe(0);
  });

  it("is told what is deleted, and where it is said that it was moved", () => {
    const [old, now] = ["src/shop/models/health.py", "src/shop/health.py"];
    renameSync(join(project, old), join(project, now));
    expect(scaffoldOk(project, ["apply"]).stdout).toContain(`as you deleted it: \`${old}\``);
    scaffoldOk(project, ["apply", "--moved", `${old}=${now}`]);
    expect(scaffoldOk(project, ["where", now]).stdout).toContain("models/health.py.njk");
    expect(scaffoldOk(project, ["apply"]).stdout.trim()).toBe(
      "Nothing to do: the project is up to date.",
    );
  });

  it("is pointed at a move that cannot be", () => {
    const call = scaffold(project, ["apply", "--moved", "src/shop/main.py=../main.py"]);
    expect(call.exitCode).toBe(2);
    expect(call.stderr).toContain("scaffold apply --moved src/shop/main.py=../main.py");
    expect(call.stderr).toContain("error[bad-move]");
  });

  it("keeps its edits when its package gets another name, and its folder with it", () => {
    edit("scaffold.json", '"package": "shop"', '"package": "store"');
    renameSync(join(project, "src/shop"), join(project, "src/store"));
    scaffoldOk(project, ["plan", "--moved", "src/shop/=src/store/", "--out", "moved.json"]);
    scaffoldOk(project, ["apply", "moved.json"]);
    expect(textOf(ROUTERS.replace("shop", "store"))).toContain("    my_router,\n");
    expect(scaffoldOk(project, ["where", "src/store/health.py"]).stdout).toContain("health.py.njk");
    expect(scaffoldOk(project, ["check"]).stdout).toMatch(/changed by you\.$/m);
  });
});
