import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { MigratedDatabase } from "../support/alembic.ts";
import {
  crud,
  expectInAgreement,
  ID,
  insert,
  KINDS,
  migrationsOf,
  OTHER_ID,
  revisionAt,
  row,
  tablesOf,
  useDatabases,
  versionsOf,
} from "../support/migrations.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { buildProject, copyProject, scaffoldOk } from "../support/scaffold.ts";

/*
 * What is generated is run by Alembic itself, on both databases. A project is made once, and each
 * test gets a database of its own.
 */
vi.setConfig({ testTimeout: 300_000 });

const databaseOf = useDatabases();

/** What is changed most: a project with one resource. It is made once, and each test has a copy. */
let shop = "";
beforeAll(() => {
  shop = buildProject([["new", "shop"], crud("product", "name:string")]);
});

/** A moment as the application stores it: on SQLite a text, which must be in the one form that sorts. */
const STORED_NOON = {
  sqlite: /^2026-01-31T12:00:00\.000000\+00:00$/,
  postgresql: /^2026-01-31 12:00:00/,
} as const;

/** The table of a resource's rows with two rows and one that refers to the first. */
function fill(database: MigratedDatabase): void {
  const price = database.kind === "sqlite" ? "1050" : "10.50";
  database.rows(
    insert(
      "products",
      row(ID, { name: "Lamp", price, sku: "A", status: "live", note: null, size: 7 }),
    ),
    insert(
      "products",
      row(OTHER_ID, { name: "Desk", price, sku: "B", status: "draft", note: "x", size: 8 }),
    ),
    insert("reviews", row(ID, { product_id: ID, rating: 3, body: null })),
    insert("reviews_tags", { review_id: ID, tag_id: OTHER_ID }),
  );
}

describe("a project that changes", () => {
  let project = "";

  beforeAll(() => {
    project = buildProject([
      ["new", "shop"],
      crud(
        "product",
        ...["name:string:1..120", "price:decimal:10.2", "sku:string:unique"],
        ...["status:enum:draft,live", "note:text:optional", "size:int"],
      ),
      crud(
        "review",
        "product:ref:product",
        "rating:int:1..5",
        "body:text:optional",
        "tags:refs:product",
      ),
      // The fourth: columns of every type, one that becomes required, one of another type.
      crud(
        "product",
        ...["note:text:default=none", "size:string:..20", "weight:decimal:8.3:default=1.5"],
        ...["made:datetime:default=2026-01-31T12:00:00Z", "day:date:default=2026-01-31"],
        ...["flag:bool:default=true", "kind:enum:a,b:default=a", `key:uuid:default=${dashed(ID)}`],
        ...["mail:email:optional:index", "link:url:optional:unique", "extra:json:optional"],
        ...["long:string:default=a:'b", "real:float:default=0.5", "whole:int:index:default=7"],
      ),
      crud("product", "--rename", "name:label", "--drop", "status", "--yes"),
      crud(
        "review",
        "--rename",
        "tags:items",
        "product:ref:product:cascade",
        "body:text:default=none",
      ),
      crud("product", "--plural", "goods"),
      crud(
        "product",
        "status:enum:draft,live:default=draft",
        "sku:string",
        "label:string:1..120:unique",
      ),
    ]);
  });

  it("has one migration for each change, named after it", () => {
    const names = migrationsOf(project).map((name) => name.replace(/_[0-9a-f]{12}_/, " "));
    expect(names).toEqual([
      "0001 initial.py",
      "0002 create_idempotency_keys.py",
      "0003 create_products.py",
      "0004 create_reviews_and_reviews_tags.py",
      "0005 change_products.py",
      "0006 change_products.py",
      "0007 rename_reviews_tags_to_reviews_items_and_more.py",
      "0008 rename_products_to_goods_and_more.py",
      "0009 add_status_to_goods.py",
    ]);
  });

  it("has migrations as a person would have written them", () => {
    const run = (...words: readonly string[]) =>
      execFileSync(join(pythonEnvironment(), "ruff"), words, { cwd: project, stdio: "pipe" });
    run("check", versionsOf(project));
    run("format", "--check", versionsOf(project));
    for (const name of migrationsOf(project)) {
      const text = readFileSync(join(versionsOf(project), name), "utf8");
      expect(text, name).not.toMatch(/"""\n\n {4}/);
      expect(text, name).not.toMatch(/batch:\n(?! {8})/);
    }
  });

  it.each(KINDS)("keeps its rows on the whole way up and down: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, 4));
    fill(database);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    const tables = tablesOf(database);
    expect(tables).toEqual(expect.arrayContaining(["goods", "reviews", "reviews_items"]));
    expect(tables.filter((name) => /products|tags/.test(name))).toEqual([]);

    const columns = "label, sku, note, size, kind, long, whole, status, mail";
    expect(database.rows(`SELECT ${columns} FROM goods ORDER BY label`)).toEqual([
      ["Desk", "B", "x", "8", "a", "a:'b", 7, "draft", null],
      ["Lamp", "A", "none", "7", "a", "a:'b", 7, "draft", null],
    ]);
    const [[weight, price, made, day, flag, key] = []] = database.rows(
      "SELECT weight, price, made, day, flag, key FROM goods",
    );
    expect([weight, price].map(String)).toEqual(
      kind === "sqlite" ? ["1500", "1050"] : ["1.500", "10.50"],
    );
    expect(made).toMatch(STORED_NOON[kind]);
    expect([day, Number(flag)]).toEqual(["2026-01-31", 1]);
    expect(String(key).replaceAll("-", "")).toBe(ID);
    expect(database.rows("SELECT rating, body FROM reviews")).toEqual([[3, "none"]]);
    expect(database.rows("SELECT count(*) FROM reviews_items")).toEqual([[1]]);

    database.alembic("downgrade", revisionAt(project, 4));
    const before = "SELECT name, sku, note, size FROM products ORDER BY name";
    expect(database.rows(before)).toEqual([
      ["Desk", "B", "x", 8],
      ["Lamp", "A", "none", 7],
    ]);
    expect(database.rows("SELECT count(*) FROM reviews_tags")).toEqual([[1]]);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    database.alembic("downgrade", "base");
    expect(tablesOf(database)).toEqual([]);
  });

  it.each(KINDS)("gives no default of the database's own to rows that come later: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, 5));
    const partial = insert(
      "products",
      row(ID, { name: "Lamp", price: 1, sku: "A", status: "live" }),
    );
    expect(() => database.rows(partial)).toThrow(/not.null/i);
  });

  it.each(KINDS)("refuses what its constraints refuse, after all changes: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, 4));
    fill(database);
    database.alembic("upgrade", "head");
    const run = (statement: string) =>
      database.rows(...(kind === "sqlite" ? ["PRAGMA foreign_keys = ON"] : []), statement);
    expect(() => run("UPDATE goods SET label = 'Lamp'")).toThrow(/unique/i);
    expect(() => run("UPDATE goods SET label = NULL")).toThrow(/not.null/i);
    expect(() => run(`DELETE FROM goods WHERE id = '${OTHER_ID}'`)).toThrow(/foreign key/i);
    // What they do not refuse any more: `sku` was unique, and reviews kept their product.
    run("UPDATE goods SET sku = 'same'");
    run(`DELETE FROM goods WHERE id = '${ID}'`);
    expect(
      database.rows("SELECT (SELECT count(*) FROM reviews), count(*) FROM reviews_items"),
    ).toEqual([[0, 0]]);
  });

  it("prints its SQL for PostgreSQL, whatever the project's database is", () => {
    const sql = databaseOf(project, "sqlite").alembic("upgrade", "head", "--sql");
    expect(sql).toContain("CREATE TABLE products (");
    expect(sql).toContain("TIMESTAMP WITH TIME ZONE");
    expect(sql).toContain("ALTER TABLE products RENAME TO goods");
    expect(sql).toContain("DROP DEFAULT");
    expect(sql.match(/^COMMIT;$/gm)).toHaveLength(migrationsOf(project).length);
  });
});

describe("a migration that fails", () => {
  it.each(KINDS)("leaves nothing behind: %s", (kind) => {
    const project = copyProject(shop);
    const database = databaseOf(project, kind);
    database.alembic("upgrade", "head");
    database.alembic("revision", "-m", "move names");
    const [file = ""] = readdirSync(versionsOf(project)).filter((name) => name.includes("move"));
    const path = join(versionsOf(project), file);
    const text = readFileSync(path, "utf8").replace(
      '"""Go to this revision."""\n',
      [
        '"""Go to this revision."""',
        '    op.execute("CREATE TABLE extra (id INTEGER)")',
        '    op.execute("ALTER TABLE products ADD COLUMN extra INTEGER")',
        '    op.execute("SELECT * FROM nowhere")\n',
      ].join("\n"),
    );
    writeFileSync(path, text);
    const [current, tables] = [database.alembic("current"), tablesOf(database)];
    expect(database.failureOf("upgrade", "head")).toContain("nowhere");
    expect(tablesOf(database)).toEqual(tables);
    expect(database.alembic("current")).toBe(current);
    rmSync(path);
    expectInAgreement(database);
  });
});

describe("a migration that a person wrote", () => {
  let project = "";

  beforeAll(() => {
    project = copyProject(shop);
    const database = databaseOf(project, "sqlite");
    database.alembic("upgrade", "head");
    database.alembic("revision", "-m", "move names");
  });

  it("is tidy from the start, and when it does something", () => {
    const ruff = (...words: readonly string[]) =>
      execFileSync(join(pythonEnvironment(), "ruff"), words, { cwd: project, stdio: "pipe" });
    ruff("format", "--check", versionsOf(project));
    const name = migrationsOf(project).find((one) => one.endsWith("move_names.py")) ?? "";
    const path = join(versionsOf(project), name);
    const done = '    op.execute("UPDATE products SET name = upper(name)")\n';
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replace(/(def upgrade.*\n.*\n)/, (head) => head + done),
    );
    ruff("check", versionsOf(project));
    ruff("format", "--check", versionsOf(project));
  });

  it("stays, and what comes next follows it", () => {
    scaffoldOk(project, crud("product", "stock:int:default=0"));
    const names = migrationsOf(project).map((name) => name.replace(/[0-9a-f]{12}/, "*"));
    expect(names.toSorted()).toEqual([
      "*_move_names.py",
      "0001_*_initial.py",
      "0002_*_create_idempotency_keys.py",
      "0003_*_create_products.py",
      "0005_*_add_stock_to_products.py",
    ]);
    const database = databaseOf(project, "sqlite");
    database.alembic("upgrade", "head");
    expectInAgreement(database);
  });
});

describe("the newest migration", () => {
  it("is made again, with what changed since, where it was deleted", () => {
    const project = copyProject(shop);
    const newest = migrationsOf(project).at(-1) ?? "";
    rmSync(join(versionsOf(project), newest));
    scaffoldOk(project, ["apply"]);
    expect(migrationsOf(project).at(-1)).toBe(newest);
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");

    rmSync(join(versionsOf(project), newest));
    // Required: the table that it is for is not made yet.
    scaffoldOk(project, crud("product", "stock:int"));
    expect(migrationsOf(project)).toEqual([
      expect.any(String),
      expect.any(String),
      expect.stringMatching(/^0003_[0-9a-f]{12}_create_products\.py$/),
    ]);
    expect(readdirSync(join(project, ".scaffold/state/database.tables"))).toHaveLength(3);
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
    const database = databaseOf(project, "sqlite");
    database.alembic("upgrade", "head");
    expectInAgreement(database);
  });
});

describe("two branches that each changed one table", () => {
  it.each(KINDS)("lead to the tables that both want: %s", (kind) => {
    const project = copyProject(shop);
    const other = copyProject(shop);
    scaffoldOk(project, crud("product", "stock:int:default=0"));
    scaffoldOk(other, crud("product", "color:string:optional:index"));
    for (const folder of [".scaffold/state", "src/shop/database/migrations/versions"]) {
      cpSync(join(other, folder), join(project, folder), { recursive: true });
    }
    scaffoldOk(project, crud("product", "color:string:optional:index"));
    const last = migrationsOf(project).at(-1) ?? "";
    expect(last).toMatch(/^0005_[0-9a-f]{12}_merge\.py$/);

    const database = databaseOf(project, kind);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    database.alembic("downgrade", "base");
    expect(tablesOf(database)).toEqual([]);
  });
});

describe("optional columns of every type", () => {
  let project = "";

  beforeAll(() => {
    const types = {
      text: "a b",
      string: "it's",
      int: 7,
      float: 0.5,
      "decimal:8.3": 1.5,
      bool: true,
      date: "2026-01-31",
      datetime: "2026-01-31T13:00:00+01:00",
      uuid: dashed(ID),
      "enum:a,b": "b",
    };
    const fields = (modifier: (value: unknown) => string) =>
      Object.entries(types).map(([type, value], at) => `f${at}:${type}:${modifier(value)}`);
    project = buildProject([
      ["new", "shop"],
      crud("product", "name:string", ...fields(() => "optional")),
      crud("product", ...fields((value) => `default=${value}`)),
    ]);
  });

  it.each(KINDS)("become required, and rows without a value get the default: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, 3));
    database.rows(insert("products", row(ID, { name: "Lamp" })));
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    const columns = Array.from({ length: 10 }, (_, at) => `f${at}`).join(", ");
    const [values = []] = database.rows(`SELECT ${columns} FROM products`);
    expect(values.map(String)).toEqual([
      ...["a b", "it's", "7", "0.5", kind === "sqlite" ? "1500" : "1.500"],
      kind === "sqlite" ? "1" : "true",
      "2026-01-31",
      expect.stringMatching(STORED_NOON[kind]),
      kind === "sqlite" ? ID : dashed(ID),
      "b",
    ]);
    database.alembic("downgrade", "base");
  });
});

describe("tables that refer to each other", () => {
  it.each(KINDS)("are made and dropped in one migration: %s", (kind) => {
    const project = buildProject([["new", "library"]]);
    const file = join(project, "scaffold.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    const resource = (name: string, ...fields: readonly string[]) => ({
      blueprint: "endpoint-crud",
      with: { resource_name: name, fields },
    });
    manifest.uses.push(
      resource(
        "author",
        "name:string",
        "best_book:ref:book:optional:set-null",
        "mentor:ref:author:optional",
      ),
      resource("book", "title:string", "author:ref:author", "sequel:ref:book:optional"),
    );
    writeFileSync(file, JSON.stringify(manifest));
    scaffoldOk(project, ["apply"]);
    expect(migrationsOf(project).at(-1)).toContain("create_authors_and_books");

    const database = databaseOf(project, kind);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    database.rows(
      insert("authors", row(ID, { name: "A" })),
      insert("books", row(ID, { title: "B", author_id: ID, sequel_id: ID })),
      `UPDATE authors SET best_book_id = '${ID}', mentor_id = '${ID}'`,
    );
    expectInAgreement(database);
    database.alembic("downgrade", "base");
    expect(tablesOf(database)).toEqual([]);
  });
});

describe("a resource that becomes owned", () => {
  it("is told whose its rows are, once", () => {
    const project = copyProject(shop);
    const call = scaffoldOk(project, crud("product", "--owned"));
    expect(call.stderr).toContain("warning[doubtful-history]");
    expect(scaffoldOk(project, ["apply"]).stderr).not.toContain("doubtful-history");
  });

  it.each(KINDS)("has rows of whom its migration says: %s", (kind) => {
    const project = copyProject(shop);
    scaffoldOk(project, crud("product", "--owned"));
    const path = join(versionsOf(project), migrationsOf(project).at(-1) ?? "");
    const text = readFileSync(path, "utf8");
    expect(text).toContain("# Rows that are there belong to nobody");
    writeFileSync(path, text.replace('server_default=""', 'server_default="alice"'));
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, 3));
    database.rows(insert("products", row(ID, { name: "Lamp" })));
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    expect(database.rows("SELECT name, owner_id FROM products")).toEqual([["Lamp", "alice"]]);
    expect(scaffoldOk(project, ["apply"]).stdout).toContain("Nothing to do");
  });
});

/** An id as people write it. */
function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
