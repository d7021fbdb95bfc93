import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { type DatabaseKind, type MigratedDatabase, migratedDatabase } from "./alembic.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { emptyFolder } from "./temporary.ts";

/** Each test of a migration runs on both. */
export const KINDS: readonly DatabaseKind[] = ["sqlite", "postgresql"];

/** Keeps a server for the tests of a file. @returns what makes an empty database for a project. */
export function useDatabases() {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.remove());

  return (project: string, kind: DatabaseKind): MigratedDatabase => {
    const url =
      kind === "sqlite"
        ? `sqlite+aiosqlite:///${join(emptyFolder(), "test.db")}`
        : postgres.createDatabase().replace("postgresql:", "postgresql+asyncpg:");
    return migratedDatabase(project, url);
  };
}

/** The words that add a resource, or change it. */
export function crud(...words: readonly string[]): readonly string[] {
  return ["endpoint", "--type", "crud", ...words];
}

/** The folder of a project's migrations. */
export function versionsOf(project: string): string {
  const packages = readdirSync(join(project, "src"));
  return join(project, "src", packages[0] ?? "", "database/migrations/versions");
}

/** The names of a project's migrations, in the order of their numbers. */
export function migrationsOf(project: string): readonly string[] {
  return readdirSync(versionsOf(project))
    .filter((name) => name.endsWith(".py"))
    .sort();
}

/** The revision of a migration, by its number. */
export function revisionAt(project: string, number: number): string {
  return migrationsOf(project)[number - 1]?.split("_")[1] ?? "";
}

/** Whether the tables are what the models say, and no reference leads nowhere. */
export function expectInAgreement(database: MigratedDatabase): void {
  expect(database.alembic("check")).toContain("No new upgrade operations detected");
  if (database.kind === "sqlite") {
    expect(database.rows("PRAGMA foreign_key_check")).toEqual([]);
    // Where a table was copied, what referred to it still refers to it by its name.
    expect(
      database.rows("SELECT name FROM sqlite_master WHERE sql LIKE '%_alembic_tmp_%'"),
    ).toEqual([]);
  } else {
    // Two tables cannot have keys of one name, so a key follows its table; SQLAlchemy cuts long names.
    expect(
      database.rows(
        "SELECT relname FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid " +
          "WHERE contype = 'p' AND connamespace = 'public'::regnamespace " +
          "AND conname NOT IN ('pk_' || relname, 'alembic_version_pkc') AND length(relname) <= 60",
      ),
    ).toEqual([]);
  }
}

/** The tables that there are, but for Alembic's own. */
export function tablesOf(database: MigratedDatabase): readonly string[] {
  const select =
    database.kind === "sqlite"
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      : "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
  const names = database.rows(select).map(([name]) => String(name));
  return names.filter((name) => name !== "alembic_version").sort();
}

/** Ids of rows. */
export const ID = "6d9c1c1e2f0b4c569a540c7c0f0c2a11";
export const OTHER_ID = "0b1f2a3c4d5e6f708192a3b4c5d6e7f8";
const NOW = "2026-01-31 12:00:00+00:00";

/** The statement that stores a row; texts are read as what the column takes. */
export function insert(table: string, row: Readonly<Record<string, unknown>>): string {
  const values = Object.values(row).map((value) => (value === null ? "NULL" : `'${value}'`));
  return `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${values.join(", ")})`;
}

/** What each row has, and what it has besides. */
export function row(id: string, values: Readonly<Record<string, unknown>>) {
  return { id, created_at: NOW, updated_at: NOW, ...values };
}
