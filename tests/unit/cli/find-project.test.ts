import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findProject } from "../../../src/cli/find-project.ts";
import type { Session } from "../../../src/cli/session.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "find-project-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), "{}");
}

function findFrom(folder: string): string | undefined {
  mkdirSync(join(root, folder), { recursive: true });
  return findProject({ workingFolder: join(root, folder), options: {} } as Session);
}

it("finds the nearest folder upwards that holds a manifest", () => {
  write("scaffold.json");
  write("inner/scaffold.json");
  expect(findFrom("inner/src/routes")).toBe(join(root, "inner"));
  expect(findFrom("src")).toBe(root);
});

it("finds a project whose manifest a stopped run has moved away, and not the one around it", () => {
  write("scaffold.json");
  write("inner/.scaffold/journal");
  expect(findFrom("inner/src")).toBe(join(root, "inner"));
});

it("takes the records of a project for no project of their own", () => {
  write("scaffold.json");
  write(".scaffold/base/scaffold.json");
  expect(findFrom(".scaffold/base/src")).toBe(root);
});

it("finds a project below a folder of that name that belongs to none", () => {
  write(".scaffold/shop/scaffold.json");
  expect(findFrom(".scaffold/shop/src")).toBe(join(root, ".scaffold/shop"));
});

it("finds none where there is none", () => {
  expect(findFrom("src")).toBeUndefined();
});
