import { join } from "node:path";
import type { Json } from "../../src/model/json.ts";
import { runScript } from "./fork-server.ts";
import { pythonEnvironment } from "./python-environment.ts";

const STATEMENTS = join(import.meta.dirname, "statements.py");

/** The kinds of databases that a generated project runs on. */
export type DatabaseKind = "sqlite" | "postgresql";

/** A database, and a project whose migrations are run on it. */
export interface MigratedDatabase {
  readonly kind: DatabaseKind;
  /** Its address, with the driver. */
  readonly url: string;
  /** Runs `alembic`. @returns what it printed. @throws Error with all it said where it fails. */
  alembic(...words: readonly string[]): string;
  /** What `alembic` says where it fails; undefined where it does not. */
  failureOf(...words: readonly string[]): string | undefined;
  /** Runs statements in one transaction. @returns the rows of the last one. */
  rows(...statements: readonly string[]): readonly (readonly Json[])[];
}

/** Opens a database for the migrations of a project. @param address - With the driver or without. */
export function migratedDatabase(project: string, address: string): MigratedDatabase {
  const url = address.replace("postgresql:", "postgresql+asyncpg:");
  const env = { ...process.env, DATABASE_URL: address };
  const program = join(pythonEnvironment(), "alembic");
  const alembic = (words: readonly string[]) => runScript(program, words, { cwd: project, env });
  return {
    kind: url.startsWith("sqlite") ? "sqlite" : "postgresql",
    url,
    alembic(...words) {
      const { isOk, stdout, stderr } = alembic(words);
      if (!isOk) throw new Error(`alembic ${words.join(" ")}\n${stdout}${stderr}`);
      return stdout;
    },
    failureOf(...words) {
      const { isOk, stdout, stderr } = alembic(words);
      return isOk ? undefined : stdout + stderr;
    },
    rows(...statements) {
      const { isOk, stdout, stderr } = runScript(STATEMENTS, [url, ...statements]);
      if (!isOk) throw new Error(`${statements.join("\n")}\n${stderr}`);
      return JSON.parse(stdout);
    },
  };
}
