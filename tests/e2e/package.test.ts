import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyFolder, readTree } from "../support/scaffold.ts";

describe("the package, installed into an empty folder", () => {
  const folder = emptyFolder();
  const scaffold = (cwd: string, ...words: string[]) =>
    execFileSync(resolve(folder, "node_modules/.bin/scaffold"), words, { cwd, encoding: "utf8" });

  beforeAll(() => {
    const [{ filename }] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
        encoding: "utf8",
      }),
    );
    execFileSync("npm", ["init", "--yes"], { cwd: folder });
    execFileSync("npm", ["install", "--no-audit", "--no-fund", join(folder, filename)], {
      cwd: folder,
    });
  });

  it("makes a project and an endpoint", () => {
    const work = join(folder, "work");
    mkdirSync(work);
    scaffold(work, "new", "shop");
    scaffold(join(work, "shop"), "endpoint", "--type", "crud", "product", "name:string");
    expect(readTree(join(work, "shop"))).toHaveProperty("src/shop/routes/product_routes.py");
  });

  it("says its version", () => {
    expect(scaffold(folder, "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
