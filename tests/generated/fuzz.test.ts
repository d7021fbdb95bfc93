import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { attributeOf } from "../../src/language/fields/sides.ts";
import { clientOf } from "../support/client.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { type KnownIds, type Resource, resourcesOf, seed } from "../support/resources.ts";
import { buildProject, emptyFolder, readCommands } from "../support/scaffold.ts";
import { migrate, type Service, startService, tokenFor } from "../support/service.ts";
import { sqliteDatabase } from "../support/sqlite.ts";

const CONFIGURATION = "tests/generated/schemathesis";

/** Requests for each operation and phase; more find more, where somebody looks for more. */
const EXAMPLES = process.env.FUZZ_EXAMPLES ?? "30";

/**
 * Which rows there are, by the paths where they are made, and where the ids are from that parameters
 * and members take: `product_id`, `tag_ids`.
 */
function knownRows(resources: readonly Resource[], ids: KnownIds): object {
  const paths = new Map(resources.map(({ name, path }) => [name, path]));
  const ofPath = resources.map(({ name, path }) => [`${name}_id`, path] as const);
  const ofFields = resources
    .flatMap(({ fields }) => fields)
    .flatMap((field) => {
      const path = paths.get(field.resource ?? "");
      return path === undefined ? [] : [[attributeOf(field), path] as const];
    });
  return {
    paths: Object.fromEntries([...ofFields, ...ofPath]),
    rows: Object.fromEntries(resources.map(({ name, path }) => [path, ids.get(name) ?? []])),
  };
}

/** The file that tells schemathesis who calls. */
function users(tokens: Readonly<Record<string, string>>): object {
  const auth = Object.entries(tokens).map(([name, token]) => ({
    name,
    fixedHeaders: [{ name: "Authorization", value: `Bearer ${token}` }],
  }));
  return { auth };
}

/** Runs schemathesis. @returns what it printed, and whether it found nothing. */
async function fuzz(
  service: Service,
  inputs: { readonly [file: string]: object },
): Promise<{ passed: boolean; report: string }> {
  const folder = emptyFolder();
  cpSync(CONFIGURATION, folder, { recursive: true });
  for (const [file, content] of Object.entries(inputs)) {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  const words = ["run", `${service.address}/openapi.json`, "-n", EXAMPLES];
  const program = join(pythonEnvironment(), "schemathesis");
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  return promisify(execFile)(program, words, options).then(
    ({ stdout }) => ({ passed: true, report: stdout }),
    ({ stdout, stderr }) => ({ passed: false, report: `${stdout}${stderr}` }),
  );
}

let server: Postgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.remove());

describe.each(["shop", "newsroom"])("the service of examples/%s", (example) => {
  let project = "";
  let tokens: Readonly<Record<"alice" | "bob", string>>;

  beforeAll(() => {
    project = buildProject(readCommands(`examples/${example}/commands.txt`));
    tokens = { alice: tokenFor(project, "alice"), bob: tokenFor(project, "bob") };
  });

  it.each([
    ["SQLite", sqliteDatabase],
    ["PostgreSQL", () => server.createDatabase()],
  ])(
    "has no fault that schemathesis finds on %s",
    async (_name, createDatabase) => {
      const databaseUrl = createDatabase();
      migrate(project, databaseUrl);
      const service = await startService(project, databaseUrl, { LOG_LEVEL: "ERROR" });
      onTestFinished(() => void service.stop());
      const resources = resourcesOf(project);
      const client = clientOf(service.address, tokens.alice);
      const ids = await seed(client, resources);
      client.close();
      const { passed, report } = await fuzz(service, {
        "users.json": users(tokens),
        "known-rows.json": knownRows(resources, ids),
      });
      await service.stop();
      expect(passed, report).toBe(true);
      expect(service.log()).toBe("");
    },
    300_000,
  );
});
