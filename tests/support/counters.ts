import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { JsonObject } from "../../src/model/json.ts";
import type { Answer, Client } from "./client.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { buildProject } from "./scaffold.ts";

/** Where the counters are. */
export const COUNTERS = "/api/v1/counters";

/** So few that a service which loses some soon has none. */
export const FEW_CONNECTIONS = { DATABASE_POOL_SIZE: "4" };

/** A project that counts: a counter has a label of its own, a value, and marks in another table. */
export function buildCounters(): string {
  const endpoint = ["endpoint", "--type", "crud"];
  return buildProject([
    ["new", "counting"],
    [...endpoint, "mark", "name:string:unique"],
    [...endpoint, "counter", "label:string:unique", "value:int", "marks:refs:mark:optional"],
  ]);
}

/** Makes as many of something at the same time. */
export function all<T>(count: number, make: (index: number) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

/** How many answers have each status. */
export function statuses(answers: readonly Answer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** All counters, from all pages of the list. @throws Error where a page is no page. */
export async function listCounters(client: Client): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  for (let next: string | null = `${COUNTERS}?limit=100`; next !== null; ) {
    const answer: Answer = await client.get(next);
    if (answer.status !== 200) throw new Error(`GET ${next}: ${answer.text}`);
    const page = answer.json as { items: JsonObject[]; links: { next: string | null } };
    items.push(...page.items);
    next = page.links.next;
  }
  return items;
}

const HOLD_COUNTERS = `
import asyncio, sqlite3, sys, time
import asyncpg

async def hold(url, seconds):
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute("LOCK TABLE counters IN EXCLUSIVE MODE")
        print("held", flush=True)
        await asyncio.sleep(seconds)

url, seconds = sys.argv[1], float(sys.argv[2])
if url.startswith("postgresql"):
    asyncio.run(hold(url, seconds))
else:
    connection = sqlite3.connect(url.partition("///")[2])
    connection.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    time.sleep(seconds)
`;

/** Takes a lock that writers of counters wait for; it is given back after some seconds. */
export async function holdCounters(databaseUrl: string, seconds: number): Promise<void> {
  const holder = spawn(
    join(pythonEnvironment(), "python"),
    ["-c", HOLD_COUNTERS, databaseUrl, String(seconds)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(holder.stdout, "data");
}
