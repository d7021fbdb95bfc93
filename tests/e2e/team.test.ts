import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type MigratedDatabase, migratedDatabase } from "../support/alembic.ts";
import { emptyFolder, readTree, scaffold, scaffoldOk } from "../support/scaffold.ts";

const VERSIONS = "src/shop/database/migrations/versions";

/** Runs git in a folder. @returns what it printed. */
function git(folder: string, ...words: readonly string[]): string {
  const person = ["-c", "user.name=A Person", "-c", "user.email=person@example.org"];
  return execFileSync("git", [...person, ...words], { cwd: folder, encoding: "utf8" });
}

/** Merges a branch, which must leave conflicts. */
function mergeInConflict(folder: string, branch: string): void {
  const merge = spawnSync("git", ["merge", branch], { cwd: folder, encoding: "utf8" });
  expect(merge.stdout).toContain("Automatic merge failed");
}

function commitAll(folder: string, message: string): void {
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", message);
}

/** Two people start from one project and each add a resource and a field at the same places. */
function twoBranches(folder: string): string {
  scaffoldOk(folder, ["new", "shop"]);
  const project = join(folder, "shop");
  const crud = (...words: readonly string[]) =>
    scaffoldOk(project, ["endpoint", "--type", "crud", ...words]);
  crud("product", "name:string");
  git(project, "init", "-qb", "main");
  commitAll(project, "one product");
  git(project, "checkout", "-qb", "ratings");
  crud("rating", "stars:int", "product:ref:product");
  crud("product", "color:string:optional");
  commitAll(project, "ratings");
  git(project, "checkout", "-qb", "reviews", "main");
  crud("review", "body:text", "product:ref:product");
  crud("product", "weight:int:optional");
  commitAll(project, "reviews");
  return project;
}

describe("two branches that git merges", () => {
  let project = "";
  let applied = { stdout: "", stderr: "" };
  let checked = { stdout: "", stderr: "" };
  let database: MigratedDatabase;

  beforeAll(() => {
    project = twoBranches(emptyFolder());
    database = migratedDatabase(project, `sqlite+aiosqlite:///${project}/team.db`);
    mergeInConflict(project, "ratings");
    checked = scaffold(project, ["check"]);
    applied = scaffoldOk(project, ["apply"]);
  }, 600_000);

  it("are one project after `scaffold apply`, with what both added", () => {
    const { uses } = JSON.parse(readFileSync(join(project, "scaffold.json"), "utf8"));
    const given = uses.map((use: { with?: object }) => use.with).filter(Boolean);
    expect(given).toEqual([
      {
        resource_name: "product",
        fields: ["name:string", "weight:int:optional", "color:string:optional"],
      },
      { resource_name: "review", fields: ["body:text", "product:ref:product"] },
      { resource_name: "rating", fields: ["stars:int", "product:ref:product"] },
    ]);
  });

  it("are drift before that, and nothing in it is damaged", () => {
    expect(checked.stderr).toContain("two branches that git merged had both generated it");
    expect(checked.stderr).toContain("_merge.py` is not what is generated now");
    expect(checked.stderr).not.toContain("damaged");
    expect(scaffold(project, ["check"]).exitCode).toBe(0);
  });

  it("leave no conflict marker of git anywhere", () => {
    const marked = Object.entries(readTree(project)).filter(
      ([path, text]) => !path.startsWith(".git/") && text.includes("<<<<<<< "),
    );
    expect(marked.map(([path]) => path)).toEqual([]);
  });

  it("are told that what one of them took out of the manifest may be there again", () => {
    expect(applied.stderr).toContain("warning[merged-manifest]");
  });

  it("get one migration that joins their two histories", () => {
    expect(database.alembic("heads").trim().split("\n")).toHaveLength(1);
    const [merge = ""] = readdirSync(join(project, VERSIONS)).filter((name) =>
      name.endsWith("_merge.py"),
    );
    expect(readFileSync(join(project, VERSIONS, merge), "utf8")).toMatch(
      /down_revision = \(\s*"[0-9a-f]{12}",\s*"[0-9a-f]{12}",?\s*\)/,
    );
  });

  it("give tables that are what the models say", () => {
    database.alembic("upgrade", "head");
    expect(database.alembic("check")).toContain("No new upgrade operations detected");
    database.alembic("downgrade", "base");
  });

  it("are up to date then", () => {
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
  });
});

/**
 * Two people start from an empty project and each add the first endpoint, with what all endpoints
 * need, on branches `one` and `other`; `other` is checked out.
 */
function twoBeginnings(one: readonly string[], other: readonly string[]): string {
  const folder = emptyFolder();
  scaffoldOk(folder, ["new", "shop"]);
  const project = join(folder, "shop");
  git(project, "init", "-qb", "main");
  commitAll(project, "an empty shop");
  for (const [branch, words] of Object.entries({ one, other })) {
    git(project, "checkout", "-qb", branch, "main");
    scaffoldOk(project, ["endpoint", "--type", "crud", ...words]);
    commitAll(project, branch);
  }
  return project;
}

/** The migrations of a project without their revisions. */
function migrationsOf(project: string): readonly string[] {
  const names = readdirSync(join(project, VERSIONS));
  return names.map((name) => name.replace(/[0-9a-f]{12}_/, "")).sort();
}

describe("two branches that each add the first endpoint", () => {
  it("are one project after `scaffold apply`, whose tables are made once", () => {
    const project = twoBeginnings(["customer", "name:string"], ["product", "name:string"]);
    mergeInConflict(project, "one");
    scaffoldOk(project, ["apply"]);
    expect(migrationsOf(project)).toEqual([
      "0001_initial.py",
      "0002_create_idempotency_keys.py",
      "0003_create_customers.py",
      "0003_create_products.py",
      "0004_merge.py",
    ]);
    scaffoldOk(project, ["check"]);
  }, 120_000);

  it("are one table of both where it is the same one, and the migrations of both are deleted", () => {
    const project = twoBeginnings(["product", "name:string"], ["product", "price:int"]);
    mergeInConflict(project, "one");
    expect(scaffold(project, ["apply"]).stderr).toContain("error[history-conflict]");
    for (const name of readdirSync(join(project, VERSIONS))) {
      if (name.startsWith("0003_")) rmSync(join(project, VERSIONS, name));
    }
    scaffoldOk(project, ["apply"]);
    expect(migrationsOf(project)).toEqual([
      "0001_initial.py",
      "0002_create_idempotency_keys.py",
      "0003_create_products.py",
    ]);
    scaffoldOk(project, ["check"]);
  }, 120_000);
});

const SETTINGS = "src/shop/config/settings.py";
const ROUTERS = "src/shop/routes/__init__.py";
const TABLES = "src/shop/database/models/__init__.py";
const PRODUCTS = "src/shop/services/product_service.py";

/** Changes a file; what is to be changed must be there. */
function edit(project: string, path: string, from: string | RegExp, to: string): void {
  const file = join(project, path);
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
}

/** What somebody does on a branch: a resource, and edits of its files and of shared ones. */
function editedBranch(project: string, resource: string, requirement: string): void {
  git(project, "checkout", "-qb", `${resource}s`, "main");
  scaffoldOk(project, ["endpoint", "--type", "crud", resource, "body:text", "product:ref:product"]);
  const service = `src/shop/services/${resource}_service.py`;
  edit(project, service, "Store a new one.", `Store a new ${resource}.`);
  edit(project, PRODUCTS, "the one with this id.", `the one with this id, and its ${resource}s.`);
  edit(project, "README.md", "The shop service.", `The shop service, with ${resource}s.`);
  edit(project, "pyproject.toml", '    "prometheus', `    "${requirement}",\n    "prometheus`);
  edit(project, "requirements.txt", "prometheus", `${requirement}\nprometheus`);
  edit(project, SETTINGS, "    # Security", `    ${resource}_limit: int = 5\n    # Security`);
  commitAll(project, `${resource}s`);
}

const CONFLICT = /<<<<<<< .*\n((?:.*\n)*?)=======\n((?:.*\n)*?)>>>>>>> .*\n/;

/** A person solves what the two people wrote, and leaves what is generated as git left it. */
function solveOwn(project: string): void {
  edit(project, "README.md", CONFLICT, "The shop service, with reviews and ratings.\n");
  edit(
    project,
    PRODUCTS,
    CONFLICT,
    '        """Return the one with this id, and all about it."""\n',
  );
  for (const path of ["pyproject.toml", "requirements.txt", SETTINGS]) {
    edit(project, path, CONFLICT, "$1$2");
  }
}

/** A person solves the rest too, in an order that is not the generated one. */
function solveGenerated(project: string): void {
  git(project, "checkout", "--ours", "--", "README.md", "docs/architecture.md", TABLES);
  const theirs = git(project, "show", "ratings:README.md");
  const [section = ""] = /^### Ratings\n(?:.*\n)*?(?=^## )/m.exec(theirs) ?? [];
  edit(project, "README.md", "with reviews", "with reviews and ratings");
  edit(project, "README.md", /^## Settings$/m, `${section}## Settings`);
  edit(project, "docs/architecture.md", /^(- `\/api\/v1\/)reviews(.*\n)/m, "$&$1ratings$2");
  const imported = "from shop.database.models.rating_db_model import RatingDBModel\n";
  edit(project, TABLES, "import ReviewDBModel\n", `import ReviewDBModel\n${imported}`);
  edit(project, TABLES, '    "ReviewDBModel",\n', '$&    "RatingDBModel",\n');
  for (let left = 3; left > 0; left -= 1) edit(project, ROUTERS, CONFLICT, "$1$2");
}

/** What stands in a text more than once. */
function repeated(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => /\w/.test(line));
  return lines.filter((line, index) => lines.indexOf(line) !== index);
}

describe("two branches with edits by hand that git merges", () => {
  let merged = "";
  let project = "";
  const textOf = (path: string) => readFileSync(join(project, path), "utf8");
  const solvedBy = (...solvers: readonly ((folder: string) => void)[]) => {
    project = join(emptyFolder(), "shop");
    cpSync(merged, project, { recursive: true });
    for (const solve of solvers) solve(project);
    return scaffold(project, ["apply"]);
  };
  const expectAllEdits = () => {
    expect(textOf("README.md")).toContain("The shop service, with reviews and ratings.");
    expect(textOf("pyproject.toml")).toContain('    "orjson>=3",\n    "openpyxl>=3",\n');
    expect(textOf("requirements.txt")).toContain("orjson>=3\nopenpyxl>=3\n");
    expect(textOf(SETTINGS)).toContain("    review_limit: int = 5\n    rating_limit: int = 5\n");
    expect(textOf(PRODUCTS)).toContain("Return the one with this id, and all about it.");
    for (const resource of ["review", "rating"]) {
      const service = textOf(`src/shop/services/${resource}_service.py`);
      expect(service).toContain(`Store a new ${resource}.`);
    }
  };

  beforeAll(() => {
    const folder = emptyFolder();
    scaffoldOk(folder, ["new", "shop"]);
    merged = join(folder, "shop");
    scaffoldOk(merged, ["endpoint", "--type", "crud", "product", "name:string"]);
    git(merged, "init", "-qb", "main");
    commitAll(merged, "one product");
    editedBranch(merged, "rating", "openpyxl>=3");
    editedBranch(merged, "review", "orjson>=3");
    mergeInConflict(merged, "ratings");
  });

  it("are not written to before a person has solved what people wrote", () => {
    const { exitCode, stderr } = solvedBy();

    expect(exitCode).toBe(1);
    expect(stderr).toContain("`README.md` is left as it is: it holds conflict markers");
  });

  it("ask for nothing that a person has solved, and solve the rest", () => {
    const { exitCode, stderr } = solvedBy(solveOwn);

    expect(stderr).not.toContain("error");
    expect(exitCode).toBe(0);
    expectAllEdits();
    const marked = Object.entries(readTree(project)).filter(
      ([path, text]) => !path.startsWith(".git/") && text.includes("<<<<<<< "),
    );
    expect(marked.map(([path]) => path)).toEqual([]);
  });

  it("go on without a conflict", () => {
    commitAll(project, "merged");
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");

    scaffoldOk(project, ["endpoint", "--type", "crud", "product", "color:string:optional"]);

    expectAllEdits();
  });

  it.each(["as git left them", "ours", "theirs"])(
    "take all that a person solved in an order of their own, with base texts %s",
    (bases) => {
      const { exitCode } = solvedBy(solveOwn, solveGenerated, (folder) => {
        if (bases !== "as git left them") git(folder, "checkout", `--${bases}`, ".scaffold/base");
      });

      expect(exitCode).toBe(0);
      expectAllEdits();
      expect(repeated(textOf(TABLES))).toEqual([]);
      expect(repeated(textOf(ROUTERS))).toEqual([]);
      expect(textOf("README.md").match(/^### Ratings$/gm)).toHaveLength(1);
      expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
    },
  );
});

describe("two branches that contradict each other", () => {
  it("are told where, and nothing is written", () => {
    const folder = emptyFolder();
    scaffoldOk(folder, ["new", "shop"]);
    const project = join(folder, "shop");
    const field = (text: string) =>
      scaffoldOk(project, ["endpoint", "--type", "crud", "product", text]);
    field("name:string:1..50");
    git(project, "init", "-qb", "main");
    commitAll(project, "one product");
    git(project, "checkout", "-qb", "long");
    field("name:string:1..90");
    commitAll(project, "long");
    git(project, "checkout", "-qb", "short", "main");
    field("name:string:1..20");
    commitAll(project, "short");
    mergeInConflict(project, "long");
    const before = readFileSync(join(project, "scaffold.json"), "utf8");

    const call = scaffold(project, ["apply"]);

    expect(call.exitCode).toBe(1);
    expect(call.stderr).toContain("error[merge-conflict]");
    expect(call.stderr).toContain("/uses/");
    expect(readFileSync(join(project, "scaffold.json"), "utf8")).toBe(before);
  });
});

describe("two branches of which one renames the table that the other changes", () => {
  let project = "";

  beforeAll(() => {
    const folder = emptyFolder();
    scaffoldOk(folder, ["new", "shop"]);
    project = join(folder, "shop");
    const product = (...words: readonly string[]) =>
      scaffoldOk(project, ["endpoint", "--type", "crud", "product", ...words]);
    product("name:string");
    git(project, "init", "-qb", "main");
    commitAll(project, "one product");
    git(project, "checkout", "-qb", "goods");
    product("--plural", "goods");
    commitAll(project, "goods");
    git(project, "checkout", "-qb", "colors", "main");
    product("color:string:optional:index");
    commitAll(project, "colors");
    spawnSync("git", ["merge", "goods"], { cwd: project });
  }, 600_000);

  it("are told that their migrations cannot follow each other, and nothing is written", () => {
    const before = git(project, "status", "--porcelain");

    const call = scaffold(project, ["apply"]);

    expect(call.exitCode).toBe(1);
    expect(call.stderr).toContain("error[history-conflict]");
    expect(call.stderr).toContain("add_color_to_products.py");
    expect(call.stderr).toContain("rename_products_to_goods");
    expect(git(project, "status", "--porcelain")).toBe(before);
  });

  it("get one migration after the other where one of them is made again", () => {
    const versions = join(project, VERSIONS);
    const [added = ""] = readdirSync(versions).filter((name) => name.includes("add_color"));
    rmSync(join(versions, added));

    scaffoldOk(project, ["apply", "--yes"]);

    expect(readdirSync(versions).filter((name) => name.endsWith(".py"))).toEqual([
      expect.stringMatching(/^0001_/),
      expect.stringMatching(/^0002_/),
      expect.stringMatching(/^0003_/),
      expect.stringMatching(/^0004_.*rename_products_to_goods/),
      expect.stringMatching(/^0005_.*add_color_to_goods/),
    ]);
    const database = migratedDatabase(project, `sqlite+aiosqlite:///${project}/team.db`);
    database.alembic("upgrade", "head");
    expect(database.alembic("check")).toContain("No new upgrade operations detected");
    database.alembic("downgrade", "base");
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
  });
});
