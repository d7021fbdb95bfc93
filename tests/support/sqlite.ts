import { join } from "node:path";
import { emptyFolder } from "./temporary.ts";

/** The address of an SQLite database that does not exist yet. */
export function sqliteDatabase(): string {
  return `sqlite+aiosqlite:///${join(emptyFolder(), "test.db")}`;
}
