import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migratedDatabase } from "../support/alembic.ts";
import { expectInAgreement, tablesOf } from "../support/migrations.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { resourcesOf, seed } from "../support/resources.ts";
import { buildProject, readCommands, scaffold } from "../support/scaffold.ts";
import { checkTypes, clientFor, runProgram, runTests, startService } from "../support/service.ts";
import { sqliteDatabase } from "../support/sqlite.ts";

const PROJECTS = "tests/generated/projects";
const EXAMPLES = "examples";

/** Lists of commands that users see. */
const examples = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(EXAMPLES, name, "commands.txt"));

/** Lists of commands that pack the rest. */
const projects = readdirSync(PROJECTS).map((file) => join(PROJECTS, file));

/** How long the tests of a large project may take, in milliseconds. */
const PATIENCE = 300_000;

/** Stores rows through the service itself. */
async function fill(project: string, databaseUrl: string): Promise<void> {
  const service = await startService(project, databaseUrl);
  const client = clientFor(project, service, ["alice"]);
  try {
    await seed(client, resourcesOf(project));
  } finally {
    client.close();
    await service.stop();
  }
}

let server: Postgres;

beforeAll(async () => {
  pythonEnvironment();
  server = await startPostgres();
});
afterAll(() => server?.remove());

describe.each([...examples, ...projects])("the project of %s", (list) => {
  let project = "";

  beforeAll(() => {
    project = buildProject(readCommands(list));
  });

  it("has no fault that ruff finds", () => {
    runProgram(project, ["ruff", "check", "."]);
  });

  it("is formatted", () => {
    runProgram(project, ["ruff", "format", "--check", "."]);
  });

  it("is typed strictly", () => checkTypes(project));

  it(
    "passes its own tests, which reach nearly all of it",
    () => {
      const coverage = ["--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=95"];
      runTests(project, ["-q", ...coverage]);
    },
    PATIENCE,
  );

  if (examples.includes(list)) {
    it(
      "passes its own tests on PostgreSQL",
      () => {
        const databaseUrl = server.createDatabase();
        runTests(project, ["-q", "-n", "2"], { TEST_DATABASE_URL: databaseUrl });
        expect(server.countInserted(databaseUrl), "the tests used another database").not.toBe(0);
      },
      PATIENCE,
    );
  }

  it.each([
    ["SQLite", sqliteDatabase],
    ["PostgreSQL", () => server.createDatabase()],
  ])("has migrations that go up and down over rows on %s", async (_name, createDatabase) => {
    const databaseUrl = createDatabase();
    const database = migratedDatabase(project, databaseUrl);
    database.alembic("upgrade", "head");
    await fill(project, databaseUrl);
    expectInAgreement(database);
    database.alembic("downgrade", "base");
    expect(tablesOf(database)).toEqual([]);
    database.alembic("upgrade", "head");
  });

  it("is up to date after it was made", () => {
    expect(scaffold(project, ["apply"]).stdout).toContain("Nothing to do");
  });
});
