import { describe, expect, it } from "vitest";
import { checkPlan, planOf } from "../../src/engine/plan.ts";
import { apply, preview } from "../../src/engine.ts";
import type { ManifestChange } from "../../src/model/manifest.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { portsFactory } from "./engine-ports.ts";
import { manifestWith, smallBackend } from "./fixed-documents.ts";

const product = { blueprint: "endpoint", with: { resource_name: "product" } };
const addReview: ManifestChange = {
  kind: "add",
  use: { blueprint: "endpoint", with: { resource_name: "review" } },
};

async function found(
  fileSystem: MemoryFileSystem,
  changes: readonly ManifestChange[],
  version = "1.2.0",
) {
  const { value } = await preview({ changes }, portsFactory({}, version)(fileSystem));
  if (!value) throw new Error("the project cannot be opened");
  return value;
}

/** A project that was generated, and the plan of one more use. */
async function planned(): Promise<{ fileSystem: MemoryFileSystem; plan: Plan }> {
  const fileSystem = createMemoryFileSystem({
    "scaffold.json": manifestWith([product]),
    ...smallBackend,
  });
  const { changeSet } = await found(fileSystem, []);
  apply(changeSet, portsFactory()(fileSystem));
  return { fileSystem, plan: planOf(await found(fileSystem, [addReview])) };
}

function edit(fileSystem: MemoryFileSystem, path: string): void {
  fileSystem.writeText(path, `${fileSystem.readText(path) ?? ""} `, 0o644);
}

const AT_REVIEW = "src/shop/models/review.py";

describe("a plan", () => {
  it("holds as long as nothing moves", async () => {
    const { fileSystem, plan } = await planned();
    expect(checkPlan(plan, await found(fileSystem, plan.changes))).toEqual([]);
  });

  it("holds where a file moved that it does not touch", async () => {
    const { fileSystem, plan } = await planned();
    edit(fileSystem, "src/shop/models/product.py");
    expect(checkPlan(plan, await found(fileSystem, plan.changes))).toEqual([]);
  });

  it.each([
    ["the manifest", "scaffold.json", "`scaffold.json` changed"],
    ["the lock", "scaffold.lock.json", "`scaffold.lock.json` changed"],
    ["what was generated last", ".scaffold/hashes", "`.scaffold/hashes` changed"],
    ["a blueprint", "blueprints/app.blueprint.json", "`app` changed"],
    ["a template", "templates/fastapi/app/app.py.njk", "`app` changed"],
    [
      "a template of a file that it does not make",
      "templates/fastapi/service/big/[resource].py.njk",
      "`service-{resource}` changed",
    ],
    ["a file that it updates", "src/shop/app.py", "`src/shop/app.py` changed"],
    ["a file that must be absent", AT_REVIEW, `\`${AT_REVIEW}\` was to be made`],
  ])("does not hold where %s moved, and says so", async (_, path, message) => {
    const { fileSystem, plan } = await planned();
    edit(fileSystem, path);
    const faults = checkPlan(plan, await found(fileSystem, plan.changes));
    expect(faults[0]).toMatchObject({
      code: "stale-plan",
      message: expect.stringContaining(message),
    });
  });

  it("does not hold where a file is gone that it updates", async () => {
    const { fileSystem, plan } = await planned();
    fileSystem.removeFile("src/shop/app.py");
    const faults = checkPlan(plan, await found(fileSystem, plan.changes));
    expect(faults.map(({ message }) => message)).toEqual([
      "`src/shop/app.py` is gone since the plan was made",
    ]);
  });

  it("does not hold for another engine", async () => {
    const { fileSystem, plan } = await planned();
    const [first] = checkPlan(plan, await found(fileSystem, plan.changes, "1.3.0"));
    expect(first?.message).toMatch(/^The plan was made by scaffold 1\.2\.0 .*, this is 1\.3\.0/);
  });

  it("does not hold where it says something else than compiling gives", async () => {
    const { fileSystem, plan } = await planned();
    const files = plan.files.map((file) =>
      file.path === AT_REVIEW ? { ...file, after: "0".repeat(64) } : file,
    );
    const faults = checkPlan({ ...plan, files }, await found(fileSystem, plan.changes));
    expect(faults.map(({ message }) => message)).toEqual([
      `\`${AT_REVIEW}\` would not become what the plan says`,
    ]);
  });

  it("that was applied is told as that, and not file by file", async () => {
    const { fileSystem, plan } = await planned();
    apply((await found(fileSystem, plan.changes)).changeSet, portsFactory()(fileSystem));
    const faults = checkPlan(plan, await found(fileSystem, plan.changes));
    expect(faults.map(({ message }) => message)).toEqual([
      "All that the plan would do has been done already",
    ]);
  });

  it("of records alone does not hold where the manifest moved, and is told as done where it is", async () => {
    const { fileSystem } = await planned();
    fileSystem.writeText("scaffold.json", `${manifestWith([product])}\n`, 0o644);
    const plan = planOf(await found(fileSystem, []));
    expect(plan.files).toEqual([]);
    const done = fileSystem.copy();
    apply((await found(done, [])).changeSet, portsFactory()(done));
    const messages = async (disk: MemoryFileSystem) =>
      checkPlan(plan, await found(disk, [])).map(({ message }) => message);
    expect(await messages(fileSystem)).toEqual([]);
    expect(await messages(done)).toEqual(["All that the plan would do has been done already"]);
    edit(fileSystem, "scaffold.json");
    expect(await messages(fileSystem)).toEqual(["`scaffold.json` changed since the plan was made"]);
  });
});
