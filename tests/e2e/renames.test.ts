import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import {
  crud,
  expectInAgreement,
  ID,
  insert,
  KINDS,
  OTHER_ID,
  revisionAt,
  row,
  tablesOf,
  useDatabases,
} from "../support/migrations.ts";
import { buildProject, copyProject, scaffoldOk } from "../support/scaffold.ts";

/*
 * Names that are taken over by something else, in one migration. Each has its rows before, and must
 * have them after it, and after the way back.
 */
vi.setConfig({ testTimeout: 300_000 });

const databaseOf = useDatabases();

/** Changes the resources of a project all at once, and applies that. */
function changeResources(
  project: string,
  change: (resources: Map<string, Record<string, unknown>>) => void,
): void {
  const file = join(project, "scaffold.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const others = manifest.uses.filter((use: { blueprint: string }) => {
    return use.blueprint !== "endpoint-crud";
  });
  const resources = new Map<string, Record<string, unknown>>(
    manifest.uses
      .filter((use: object) => !others.includes(use))
      .map((use: { with: { resource_name: string } }) => [use.with.resource_name, use.with]),
  );
  change(resources);
  const uses = [...resources].map(([name, given]) => ({
    blueprint: "endpoint-crud",
    with: { ...given, resource_name: name },
  }));
  writeFileSync(file, JSON.stringify({ ...manifest, uses: [...others, ...uses] }));
  scaffoldOk(project, ["apply", "--yes"]);
}

describe("columns that take each other's names", () => {
  let project = "";

  beforeAll(() => {
    project = buildProject([
      ["new", "shop"],
      crud(
        "product",
        ...["name:string:unique", "label:string:index", "note:string:optional:index", "size:int"],
        ...["first:int", "second:int", "third:int:index"],
        ...["maker:ref:product:optional", "seller:ref:product:optional:set-null"],
      ),
      crud(
        "product",
        ...["--rename", "name:label", "--rename", "label:name", "--rename", "size:note"],
        ...["--rename", "first:second", "--rename", "second:third", "--rename", "third:first"],
        ...["--rename", "maker:seller", "--rename", "seller:maker", "--drop", "note", "--yes"],
      ),
    ]);
  });

  it.each(KINDS)("keep their values, both ways: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, 3));
    const numbers = { first: 1, second: 2, third: 3, size: 4 };
    const texts = { name: "N", label: "L", note: "gone" };
    database.rows(
      insert("products", row(ID, { ...texts, ...numbers, maker_id: ID, seller_id: null })),
    );
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    const columns = "name, label, note, first, second, third, maker_id IS NULL";
    const [values = []] = database.rows(`SELECT ${columns}, seller_id IS NULL FROM products`);
    expect(values.map(Number)).toEqual([Number.NaN, Number.NaN, 4, 3, 1, 2, 1, 0]);
    expect(values.slice(0, 2)).toEqual(["L", "N"]);

    database.alembic("downgrade", "-1");
    const before = "SELECT name, label, note, size, first, second, third FROM products";
    expect(database.rows(before)).toEqual([["N", "L", null, 4, 1, 2, 3]]);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
  });

  it.each(KINDS)("keep their constraints: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", "head");
    const product = (id: string, label: string) =>
      insert("products", row(id, { name: "N", label, note: 1, first: 1, second: 2, third: 3 }));
    database.rows(product(ID, "L"));
    expect(() => database.rows(product(OTHER_ID, "L"))).toThrow(/unique/i);
    database.rows(product(OTHER_ID, "M"));
  });
});

/** Two resources and one that refers to both, each with a row. Who changes them has a copy. */
let market = "";
beforeAll(() => {
  market = buildProject([
    ["new", "market"],
    crud("product", "name:string:unique", "tags:refs:product:optional"),
    crud("good", "title:string:index:unique"),
    crud("offer", "product:ref:product", "good:ref:good:optional"),
  ]);
});

/** The revision of the market's last table. */
const MARKET = 5;

function fillMarket(database: ReturnType<typeof databaseOf>): void {
  database.rows(
    insert("products", row(ID, { name: "Lamp" })),
    insert("products_tags", { product_id: ID, tag_id: ID }),
    insert("goods", row(OTHER_ID, { title: "Desk" })),
    insert("offers", row(ID, { product_id: ID, good_id: OTHER_ID })),
  );
}

describe("a table that takes the name of one that goes", () => {
  let project = "";

  beforeAll(() => {
    project = copyProject(market);
    changeResources(project, (resources) => {
      resources.delete("good");
      resources.set("product", { ...resources.get("product"), plural: "goods" });
      resources.set("offer", { ...resources.get("offer"), fields: ["product:ref:product"] });
    });
  });

  it.each(KINDS)("keeps its rows, both ways: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, MARKET));
    fillMarket(database);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    expect(database.rows("SELECT name FROM goods")).toEqual([["Lamp"]]);
    expect(database.rows("SELECT count(*) FROM goods_tags")).toEqual([[1]]);

    database.alembic("downgrade", "-1");
    expect(database.rows("SELECT name FROM products")).toEqual([["Lamp"]]);
    expect(database.rows("SELECT count(*) FROM goods")).toEqual([[0]]);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    database.alembic("downgrade", "base");
    expect(tablesOf(database)).toEqual([]);
  });
});

describe("tables that exchange their names", () => {
  let project = "";

  beforeAll(() => {
    project = copyProject(market);
    changeResources(project, (resources) => {
      resources.set("product", { ...resources.get("product"), plural: "goods" });
      resources.set("good", { ...resources.get("good"), plural: "products" });
    });
  });

  it.each(KINDS)("keep their rows, both ways: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, MARKET));
    fillMarket(database);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    const select = "SELECT goods.name, products.title FROM goods, products";
    expect(database.rows(select)).toEqual([["Lamp", "Desk"]]);

    database.alembic("downgrade", "-1");
    const before = "SELECT products.name, goods.title FROM goods, products";
    expect(database.rows(before)).toEqual([["Lamp", "Desk"]]);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    database.alembic("downgrade", "base");
    expect(tablesOf(database)).toEqual([]);
  });
});

describe("a new table of the name that another one leaves", () => {
  let project = "";

  beforeAll(() => {
    project = copyProject(market);
    changeResources(project, (resources) => {
      resources.set("product", { ...resources.get("product"), plural: "wares" });
      resources.set("produce", { plural: "products", fields: ["name:string:unique"] });
    });
  });

  it.each(KINDS)("is made beside it, both ways: %s", (kind) => {
    const database = databaseOf(project, kind);
    database.alembic("upgrade", revisionAt(project, MARKET));
    fillMarket(database);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
    expect(database.rows("SELECT name FROM wares")).toEqual([["Lamp"]]);
    expect(database.rows("SELECT count(*) FROM products")).toEqual([[0]]);

    database.alembic("downgrade", "-1");
    expect(database.rows("SELECT name FROM products")).toEqual([["Lamp"]]);
    database.alembic("upgrade", "head");
    expectInAgreement(database);
  });
});
