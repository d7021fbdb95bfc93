import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { type Client, clientOf } from "../support/client.ts";
import { DATABASES } from "../support/counting.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { buildProject } from "../support/scaffold.ts";
import { clientFor, migrate, type Service, startService } from "../support/service.ts";
import { sqliteDatabase } from "../support/sqlite.ts";

const endpoint = (...words: string[]) => ["endpoint", "--type", "crud", ...words];

const COMMANDS = [
  ["new", "answers"],
  endpoint("secret", "name:string"),
  endpoint("poster", "secret:ref:secret", "posters:refs:poster:optional", "--no-auth-required"),
  endpoint("letter", "secret:ref:secret"),
];

let project = "";
let server: Postgres;

beforeAll(async () => {
  server = await startPostgres();
  project = buildProject(COMMANDS);
});
afterAll(() => server?.remove());

describe.each(DATABASES)("a service on %s", (kind) => {
  let service: Service;
  let alice: Client;
  let anybody: Client;

  beforeAll(async () => {
    const databaseUrl = kind === "SQLite" ? sqliteDatabase() : server.createDatabase();
    migrate(project, databaseUrl);
    service = await startService(project, databaseUrl);
  });
  afterAll(() => service?.stop());

  beforeEach(() => {
    alice = clientFor(project, service, ["alice"]);
    anybody = clientOf(service.address);
  });
  afterEach(() => {
    alice?.close();
    anybody?.close();
  });

  /** Creates a row. @returns what was answered. */
  async function create(resources: string, body: Json) {
    const answer = await alice.post(`/api/v1/${resources}`, body);
    expect(answer.status, answer.text).toBe(201);
    const path = answer.headers.location ?? "";
    return { ...answer, path, id: (answer.json as { id: string }).id };
  }

  it("includes what its caller may read by its own routes, and nothing else", async () => {
    const { id } = await create("secrets", { name: "hidden" });
    const poster = await create("posters", { secret_id: id });
    const letter = await create("letters", { secret_id: id });

    expect((await anybody.get(`/api/v1/secrets/${id}`)).status).toBe(401);
    expect((await anybody.get(`${poster.path}?include=secret`)).status).toBe(422);
    expect((await anybody.get("/api/v1/posters?include=secret")).status).toBe(422);
    expect((await anybody.get(`${poster.path}?include=posters`)).status).toBe(200);
    expect((await alice.get(`${letter.path}?include=secret`)).json).toMatchObject({
      included: { secret: { name: "hidden" } },
    });
  });
});
