import { afterAll, beforeAll } from "vitest";
import { type Client, clientOf } from "./client.ts";
import { buildCounters } from "./counters.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { migrate, type Service, startService, tokenFor } from "./service.ts";
import { sqliteDatabase } from "./sqlite.ts";

/** The databases that a service is tried on. */
export const DATABASES = ["SQLite", "PostgreSQL"] as const;

/** A project that counts, for the tests of one file, with a PostgreSQL server of its own. */
export interface Counting {
  server(): Postgres;
  /** What the user of the client sends to be known. */
  token(): string;
  /** Makes a database with the tables of the project. @returns its address. */
  createDatabase(kind: (typeof DATABASES)[number]): string;
  /** Starts the service on a database, with a client of one user. */
  start(
    databaseUrl: string,
    env?: NodeJS.ProcessEnv,
  ): Promise<{ readonly service: Service; readonly client: Client }>;
}

interface Made {
  readonly server: Postgres;
  readonly project: string;
  readonly token: string;
}

/** Makes the project before the tests of the file that calls this, and removes it after them. */
export function countingProject(): Counting {
  let made: Made | undefined;
  beforeAll(async () => {
    const server = await startPostgres();
    const project = buildCounters();
    made = { server, project, token: tokenFor(project, "alice") };
  });
  afterAll(() => made?.server.remove());
  const get = (): Made => {
    if (!made) throw new Error("the project is made before the first test");
    return made;
  };
  return {
    server: () => get().server,
    token: () => get().token,
    createDatabase(kind) {
      const databaseUrl = kind === "SQLite" ? sqliteDatabase() : get().server.createDatabase();
      migrate(get().project, databaseUrl);
      return databaseUrl;
    },
    async start(databaseUrl, env) {
      const service = await startService(get().project, databaseUrl, env);
      return { service, client: clientOf(service.address, get().token) };
    },
  };
}
