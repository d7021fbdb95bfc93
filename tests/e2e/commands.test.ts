import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { buildProject, emptyFolder, readTree, scaffold, scaffoldOk } from "../support/scaffold.ts";

const PRODUCT = ["endpoint", "--type", "crud", "product"];

function fieldsOf(project: string): readonly string[] {
  const { uses } = JSON.parse(readFileSync(join(project, "scaffold.json"), "utf8"));
  return uses.at(-1).with.fields;
}

describe("scaffold new", () => {
  it("refuses a folder that is not empty, and leaves it alone", () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "mine.txt"), "mine");
    const call = scaffold(folder, ["new", "."]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("mine.txt") });
    expect(readdirSync(folder)).toEqual(["mine.txt"]);
  });

  it("leaves nothing where it fails", () => {
    const folder = emptyFolder();
    expect(scaffold(folder, ["new", "shop", "--package", "class"]).exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("writes nothing on a dry run", () => {
    const folder = emptyFolder();
    expect(scaffoldOk(folder, ["new", "shop", "--dry-run"]).stdout).toContain("src/shop/main.py");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("names what is missing where nobody can be asked", () => {
    const call = scaffold(emptyFolder(), ["new", "--no-input"]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("NAME") });
  });

  it("takes a name that is no Python identifier", () => {
    const folder = emptyFolder();
    scaffoldOk(folder, ["new", "my-shop"]);
    expect(readTree(join(folder, "my-shop"))).toHaveProperty("src/my_shop/main.py");
  });
});

describe("scaffold new --python", () => {
  it.each([
    [">=3.11", '["3.11", "3.14"]', "3.14"],
    [">=3.11,<3.13", '["3.11", "3.12"]', "3.12"],
    [">=3.11,!=3.11.*,<3.14.1", '["3.12", "3.13"]', "3.13"],
    ["==3.12.*", '["3.12"]', "3.12"],
  ])("%s is tested on %s, and the image runs %s", (python, tested, run) => {
    const files = readTree(buildProject([["new", "shop", "--python", python]]));
    expect(files[".github/workflows/ci.yml"]).toContain(`python: ${tested}\n`);
    expect(files.Dockerfile).toContain(`FROM python:${run}-slim\n`);
  });
});

describe("scaffold endpoint", () => {
  let project = "";

  beforeEach(() => {
    project = buildProject([
      ["new", "shop"],
      [...PRODUCT, "name:string:1..120", "price:decimal:10.2"],
    ]);
  });

  it("adds a field to an endpoint that exists", () => {
    scaffoldOk(project, [...PRODUCT, "stock:int:default=0"]);
    expect(fieldsOf(project)).toEqual([
      "name:string:1..120",
      "price:decimal:10.2",
      "stock:int:default=0",
    ]);
  });

  it("refuses a field that the rows which are there would have no value for", () => {
    const before = readTree(project);
    const call = scaffold(project, [...PRODUCT, "stock:int"]);
    expect(call).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("default=VALUE") });
    expect(readTree(project)).toEqual(before);
  });

  it.each(["brand:ref:brand", "code:string:unique"])(
    "says that %s, which can have no default, may be optional",
    (field) => {
      scaffoldOk(project, ["endpoint", "--type", "crud", "brand", "name:string"]);
      const call = scaffold(project, [...PRODUCT, field]);
      expect(call.stderr).toContain("error[unsafe-history]");
      expect(call.stderr).toContain("no reference and nothing `unique` can have");
      scaffoldOk(project, [...PRODUCT, `${field}:optional`]);
    },
  );

  it.each([
    [["--page-size", "200", "--max-page-size", "10"], "--max-page-size"],
    [["--page-size", "101"], "--max-page-size"],
    [["--owned", "--no-auth-required"], "--no-auth-required"],
    [["--admin-access"], "--owned"],
  ])("refuses %j, which contradict each other or a default", (options, named) => {
    const call = scaffold(project, [...PRODUCT, ...options]);
    expect(call).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(named) });
    expect(call.stderr).toContain("error[contradiction]");
  });

  it("refuses a public route that would store references to rows of owners", () => {
    scaffoldOk(project, ["endpoint", "--type", "crud", "folder", "name:string", "--owned"]);
    const note = ["endpoint", "--type", "crud", "note", "folder:ref:folder:optional"];
    const call = scaffold(project, [...note, "--no-auth-required"]);
    expect(call.stderr).toContain("error[contradiction]");
    expect(call.stderr).toContain("refer by `folder`");
    scaffoldOk(project, [...note, "--no-auth-required", "--methods", "GET,DELETE"]);
  });

  it("changes a field that is named again, at its place", () => {
    scaffoldOk(project, [...PRODUCT, "name:string:1..200"]);
    expect(fieldsOf(project)).toEqual(["name:string:1..200", "price:decimal:10.2"]);
  });

  it("drops a field only when it is told to", () => {
    scaffoldOk(project, [...PRODUCT, "--drop", "price", "--yes"]);
    expect(fieldsOf(project)).toEqual(["name:string:1..120"]);
  });

  it("renames a field and remembers its old name", () => {
    scaffoldOk(project, [...PRODUCT, "--rename", "price:amount"]);
    expect(fieldsOf(project)).toEqual([
      "name:string:1..120",
      "amount:decimal:10.2:renamed_from=price",
    ]);
  });

  it("writes nothing when the same is said again", () => {
    const before = readTree(project);
    expect(scaffoldOk(project, [...PRODUCT, "name:string:1..120"]).stdout).toContain(
      "Nothing to do",
    );
    expect(readTree(project)).toEqual(before);
  });

  it("works from any subfolder", () => {
    scaffoldOk(join(project, "src/shop/routes"), [...PRODUCT, "stock:int:default=0"]);
    expect(fieldsOf(project)).toContain("stock:int:default=0");
  });

  it("points at the word that is wrong", () => {
    const call = scaffold(project, [...PRODUCT, "stock:itn"]);
    expect(call.exitCode).toBe(1);
    expect(call.stderr).toContain(
      [
        "| scaffold endpoint --type crud product stock:itn",
        "   |                                             ^^^ did you mean `int`?",
      ].join("\n"),
    );
  });

  it("offers to add what a field refers to", () => {
    const call = scaffold(project, ["endpoint", "--type", "crud", "review", "shop:ref:shop"]);
    expect(call).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("scaffold endpoint --type crud shop"),
    });
  });

  it("names a type that is near", () => {
    const call = scaffold(project, ["endpoint", "--type", "crd", "product"]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("`crud`") });
  });

  it("keeps a file that was edited by hand and is not generated anew", () => {
    const service = join(project, "src/shop/services/product_service.py");
    const edited = `${readFileSync(service, "utf8")}\n# mine\n`;
    writeFileSync(service, edited);
    scaffoldOk(project, ["endpoint", "--type", "crud", "review", "rating:int"]);
    expect(readFileSync(service, "utf8")).toBe(edited);
  });

  it("keeps the edits of a file that is generated anew", () => {
    const model = join(project, "src/shop/models/product_model.py");
    writeFileSync(model, `${readFileSync(model, "utf8")}\n# mine\n`);
    scaffoldOk(project, [...PRODUCT, "stock:int:default=0"]);
    expect(readFileSync(model, "utf8")).toMatch(/stock: [\s\S]*\n# mine\n$/);
  });

  it("leaves a file deleted that was deleted by hand", () => {
    const file = "src/shop/services/product_service.py";
    rmSync(join(project, file));
    scaffoldOk(project, [...PRODUCT, "stock:int:default=0"]);
    expect(readTree(project)).not.toHaveProperty([file]);
  });
});

describe("deleting", () => {
  let project = "";

  beforeEach(() => {
    project = buildProject([["new", "shop"], PRODUCT]);
    const file = join(project, "scaffold.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    manifest.uses.pop();
    writeFileSync(file, JSON.stringify(manifest));
  });

  it("asks for --yes where there is no terminal", () => {
    const before = readTree(project);
    const call = scaffold(project, ["apply"]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--yes") });
    expect(readTree(project)).toEqual(before);
  });

  it("removes what nothing generates any more, and the folders that it leaves empty", () => {
    scaffoldOk(project, ["apply", "--yes"]);
    const left = Object.keys(readTree(project)).filter((path) => path.includes("product"));
    // What was done to the tables stays, with what takes it back.
    const migrations = left.filter((path) => path.startsWith("src/shop/database/migrations/"));
    expect(migrations).toEqual([
      expect.stringMatching(/\/0003_[0-9a-f]{12}_create_products\.py$/),
      expect.stringMatching(/\/0004_[0-9a-f]{12}_drop_.*products.*\.py$/),
    ]);
    expect(left.filter((path) => !path.includes("/migrations/"))).toEqual([]);
    expect(readdirSync(join(project, "src/shop"))).not.toContain("services");
  });
});

describe("scaffold remove", () => {
  let project = "";
  let before: Readonly<Record<string, string>> = {};

  beforeEach(() => {
    project = buildProject([["new", "shop"], PRODUCT]);
    before = readTree(project);
    scaffoldOk(project, ["endpoint", "--type", "crud", "review", "product:ref:product"]);
  });

  it("gives the tree from before an endpoint, its migration taken back", () => {
    const { stderr } = scaffoldOk(project, ["remove", "review", "--yes"]);
    expect(readTree(project)).toEqual(before);
    expect(stderr).toMatch(/alembic downgrade [0-9a-f]{12}/);
  });

  it("names who needs what is removed, and leaves all as it is", () => {
    const tree = readTree(project);
    expect(scaffold(project, ["remove", "product", "--yes"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("`review` refers to it"),
    });
    expect(readTree(project)).toEqual(tree);
  });

  it("leaves all as it is where a file of the use was edited", () => {
    const service = join(project, "src/shop/services/review_service.py");
    writeFileSync(service, `${readFileSync(service, "utf8")}\n# mine\n`);
    const tree = readTree(project);
    expect(scaffold(project, ["remove", "review", "--yes"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("review_service.py"),
    });
    expect(readTree(project)).toEqual(tree);
  });
});

describe("scaffold plan", () => {
  const ADD_PRODUCT = { blueprint: "endpoint-crud", with: { resource_name: "product" } };
  let project = "";

  beforeEach(() => {
    project = buildProject([["new", "shop"]]);
  });

  function use(...uses: readonly object[]): void {
    const file = join(project, "scaffold.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...manifest, uses: [...manifest.uses, ...uses] }));
  }

  /** The last line: the command that applies what was planned. */
  function applyCommand(stderr: string): readonly string[] {
    return /^ {2}scaffold (apply \S+)\n$/m.exec(stderr)?.[1]?.split(" ") ?? [];
  }

  it("shows what changes, and writes nothing but the plan", () => {
    use(ADD_PRODUCT);
    const before = readTree(project);
    const { stdout, stderr } = scaffoldOk(project, ["plan"]);
    expect(stdout).toContain("create    src/shop/routes/product_routes.py");
    expect(stdout).toContain("+from shop.routes.product_routes import router as product_router");
    const [, id = ""] = applyCommand(stderr);
    const plan = readFileSync(join(project, `.scaffold/plans/${id}.json`), "utf8");
    expect(JSON.parse(plan)).toMatchObject({ version: 1, id });
    expect(readTree(project)).toEqual(before);
  });

  it("ends with the command that does exactly it", () => {
    use(ADD_PRODUCT);
    scaffoldOk(project, applyCommand(scaffoldOk(project, ["plan"]).stderr));
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
    expect(readTree(project)).toHaveProperty(["src/shop/routes/product_routes.py"]);
  });

  it("of a command is applied as the command would be", () => {
    const twin = buildProject([["new", "shop"], PRODUCT]);
    const file = join(emptyFolder(), "a.plan");
    scaffoldOk(project, [...PRODUCT, "--out", file]);
    expect(readTree(project)).not.toHaveProperty(["src/shop/routes/product_routes.py"]);
    scaffoldOk(project, ["apply", file]);
    expect(readTree(project)).toEqual(readTree(twin));
  });

  it("asks for nothing when it is applied, since it was looked at", () => {
    scaffoldOk(project, PRODUCT);
    const { stderr } = scaffoldOk(project, ["remove", "product", "--plan"]);
    scaffoldOk(project, applyCommand(stderr));
    expect(readTree(project)).not.toHaveProperty(["src/shop/routes/product_routes.py"]);
  });

  it("is refused whole where something moved since, with what", () => {
    const { stderr } = scaffoldOk(project, [...PRODUCT, "--plan"]);
    const routes = join(project, "src/shop/routes/__init__.py");
    writeFileSync(routes, `${readFileSync(routes, "utf8")}# mine\n`);
    const before = readTree(project);
    const call = scaffold(project, applyCommand(stderr));
    expect(call).toMatchObject({ exitCode: 1, stdout: "" });
    expect(call.stderr).toContain("error[stale-plan]: `src/shop/routes/__init__.py` changed");
    expect(readTree(project)).toEqual(before);
  });

  it("is not saved where nothing changes, nor on a dry run", () => {
    const before = readTree(project);
    expect(scaffoldOk(project, ["plan"]).stdout).toContain("No plan was saved");
    scaffoldOk(project, [...PRODUCT, "--plan", "--dry-run"]);
    expect(readTree(project)).toEqual(before);
  });

  it("does not take the place of a file that is no plan, also if it speaks of plans", () => {
    const notes = "Plans: https://scaffold.dev/schemas/plan.v1.json\n";
    writeFileSync(join(project, "notes.md"), notes);
    const before = readTree(project);
    expect(scaffold(project, [...PRODUCT, "--out", "notes.md"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("notes.md"),
    });
    expect(readTree(project)).toEqual(before);
  });

  it("that does not exist is told with those that do", () => {
    const [, id = ""] = applyCommand(scaffoldOk(project, [...PRODUCT, "--plan"]).stderr);
    expect(scaffold(project, ["apply", "0123456789abcdef"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`\`${id}\``),
    });
  });
});

describe("drift", () => {
  const SERVICE = "src/shop/services/product_service.py";
  let project = "";

  beforeEach(() => {
    project = buildProject([["new", "shop"], PRODUCT]);
  });

  function edit(file: string): void {
    writeFileSync(join(project, file), `${readFileSync(join(project, file), "utf8")}\n# mine\n`);
  }

  it("is none where only a person changed files, and checking writes nothing", () => {
    edit(SERVICE);
    rmSync(join(project, "src/shop/main.py"));
    const before = readTree(project);
    const { stdout } = scaffoldOk(project, ["check"]);
    expect(stdout).toMatch(/^\d+ files: \d+ untouched, 1 changed by you, 1 deleted by you\.\n$/);
    expect(readTree(project)).toEqual(before);
  });

  it("is a person's change too with --strict", () => {
    edit(SERVICE);
    expect(scaffold(project, ["check", "--strict"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/error\[drift\]: `src\/shop\/services\/product_service\.py`/),
    });
  });

  it("is a manifest that nobody applied: status says it and ends well, check fails", () => {
    const file = join(project, "scaffold.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("product", "good"));
    const { stdout, stderr } = scaffoldOk(project, ["status"]);
    expect(stdout).toContain("src/shop/services/good_service.py  (it is not there yet)");
    expect(stdout).toContain("Not generated any more");
    expect(stderr).toContain("scaffold apply");
    expect(scaffold(project, ["check"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("the migration is not there yet"),
    });
  });

  it("is a record of what was generated that does not fit", () => {
    edit(`.scaffold/base/${SERVICE}`);
    expect(scaffold(project, ["check"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("error[damaged-record]"),
    });
  });

  it("shows a person's changes as a diff", () => {
    edit(SERVICE);
    expect(scaffoldOk(project, ["status", "--diff"]).stdout).toContain("+# mine");
  });
});

describe("scaffold where", () => {
  it("tells template, blueprint and use of a generated file", () => {
    const project = buildProject([["new", "shop"], PRODUCT]);
    const { result } = JSON.parse(
      scaffoldOk(project, ["where", "src/shop/services/product_service.py", "--json"]).stdout,
    );
    expect(result).toMatchObject({
      template: "built-in:templates/fastapi/service/services/[resource]_service.py.njk",
      blueprint: "create-service-{resource}",
      use: "create-service-product",
      because: ["create-service-product", "endpoint-crud product", "scaffold.json"],
    });
    const { result: main } = JSON.parse(
      scaffoldOk(project, ["where", "src/shop/main.py", "--json"]).stdout,
    );
    expect(main.because).toEqual(["create-application", "create-project", "scaffold.json"]);
  });

  it("suggests no other file in the place of a folder", () => {
    const project = buildProject([["new", "shop"]]);
    expect(scaffold(project, ["where", "src"]).stderr).not.toContain("did you mean");
  });

  it("says of a person's own file that it is not generated", () => {
    const project = buildProject([["new", "shop"]]);
    writeFileSync(join(project, "mine.py"), "");
    expect(scaffold(project, ["where", "mine.py"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("not generated"),
    });
  });
});

describe("scaffold graph", () => {
  it.each(["mermaid", "dot", "json"])("draws the uses as %s", (format) => {
    const project = buildProject([["new", "shop"], PRODUCT]);
    const { stdout } = scaffoldOk(project, ["graph", "--format", format]);
    expect(stdout).toContain("create-service-product");
  });
});

describe("a template of the project", () => {
  it("stands in for a built-in one, and the plan says so", () => {
    const project = buildProject([["new", "shop"], PRODUCT]);
    const folder = join(project, "templates/fastapi/services/services");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "__init__.py.njk"), '"""Our services."""\n');
    const { stdout } = scaffoldOk(project, ["plan"]);
    expect(stdout).toContain("override  fastapi/services/services/__init__.py.njk");
    expect(stdout).toContain('+"""Our services."""');
  });
});

describe("--json", () => {
  it("is one document on stdout, in success and in failure", () => {
    const folder = emptyFolder();
    const failed = JSON.parse(scaffold(folder, ["plan", "--json"]).stdout);
    expect(failed).toMatchObject({ version: 1, command: "plan", ok: false, exit_code: 2 });
    const done = JSON.parse(scaffoldOk(folder, ["new", "shop", "--json"]).stdout);
    expect(done).toMatchObject({ version: 1, command: "new", ok: true, exit_code: 0 });
  });
});
