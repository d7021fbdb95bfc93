import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { clientOf } from "../support/client.ts";
import { all, buildCounters, COUNTERS, listCounters, statuses } from "../support/counters.ts";
import { type Pooler, startPooler } from "../support/pooler.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { alembic, migrate, runTests, startService, tokenFor } from "../support/service.ts";

const PATIENCE = 120_000;
const CLIENTS = 32;
const ROUNDS = 20;

let server: Postgres;
let pooler: Pooler;
let project = "";

beforeAll(async () => {
  server = await startPostgres();
  pooler = await startPooler(server.createDatabase());
  project = buildCounters();
}, PATIENCE);
afterAll(async () => {
  await pooler?.stop();
  await server?.remove();
});

describe("a project whose database is behind a pooler, with the address that a provider shows", () => {
  it("migrates it up and down", () => {
    const databaseUrl = pooler.addressOf(server.createDatabase());
    migrate(project, databaseUrl);
    alembic(project, databaseUrl, "check");
    alembic(project, databaseUrl, "downgrade", "base");
    alembic(project, databaseUrl, "upgrade", "head");
  });

  it(
    "answers many clients at once, each of whose statements may get another connection",
    async () => {
      const databaseUrl = pooler.addressOf(server.createDatabase());
      migrate(project, databaseUrl);
      const service = await startService(project, databaseUrl);
      onTestFinished(() => void service.stop());
      const client = clientOf(service.address, tokenFor(project, "alice"));

      const answers = await all(CLIENTS, async (index) => {
        const own = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          own.push(
            await client.post(COUNTERS, { label: `${index} ${round}`, value: round }),
            await client.get(`${COUNTERS}?limit=5`),
            await client.get("/health/ready"),
          );
        }
        return own;
      });

      const created = CLIENTS * ROUNDS;
      expect(statuses(answers.flat()), service.log().slice(-2000)).toEqual({
        200: 2 * created,
        201: created,
      });
      expect(await listCounters(client)).toHaveLength(created);
      client.close();
    },
    PATIENCE,
  );

  it(
    "passes its own tests there, in a schema of their own",
    () => {
      const databaseUrl = server.createDatabase();
      const env = { TEST_DATABASE_URL: pooler.addressOf(databaseUrl) };
      runTests(project, ["-q", "-n", "2"], env);
      expect(server.countInserted(databaseUrl), "the tests used another database").not.toBe(0);
    },
    PATIENCE,
  );
});
