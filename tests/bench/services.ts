/**
 * `npm run bench services`: holds the generated service against one that was written by hand twice,
 * and against an empty one, in one run; see `service/README.md` and `docs/performance.md`.
 */
import { join } from "node:path";
import { startPostgres } from "../support/postgres.ts";
import {
  byHand,
  type Contender,
  type DatabaseKind,
  generated,
  makeToken,
  type Running,
  start,
} from "./contenders.ts";
import { print } from "./goals.ts";
import { generatorName, load, NEW_ID, type Request } from "./load.ts";
import { median } from "./measure.ts";
import { freshFolder } from "./projects.ts";

const ROWS = 1000;
const ROUNDS = Number(process.env.BENCH_RUNS ?? 9);
const SECONDS = 1;
const PRODUCTS = "/api/v1/products";

const OPERATIONS = ["empty", "one row", "page of 50", "create"] as const;
type Operation = (typeof OPERATIONS)[number];

/** Figures of each round, by what was measured and by the service's name. */
class Figures {
  readonly #values = new Map<string, number[]>();

  add(what: string, service: string, value: number): void {
    const key = `${what} ${service}`;
    this.#values.set(key, [...this.of(what, service), value]);
  }

  of(what: string, service: string): readonly number[] {
    return this.#values.get(`${what} ${service}`) ?? [];
  }

  median(what: string, service: string): number {
    return median(this.of(what, service));
  }

  /** The median of the ratios in each round: a slow minute of the machine hits both sides. */
  ratio(
    [what, service]: readonly [string, string],
    [to, other]: readonly [string, string],
  ): number {
    const divisors = this.of(to, other);
    return median(this.of(what, service).map((value, round) => value / (divisors[round] ?? 0)));
  }
}

const token = makeToken();

function product(sku: string): string {
  return JSON.stringify({ name: "Lamp", price: "39.90", sku, status: "live" });
}

/** Stores a product. @returns its id. */
async function store({ address, name }: Running, sku: string): Promise<string> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await fetch(address + PRODUCTS, { method: "POST", headers, body: product(sku) });
  if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

/** Fills a service's table, where it has one. @returns the id of a row. */
async function fill(service: Running): Promise<string> {
  let id = "";
  if (service.name === "empty") return id;
  for (let row = 0; row < ROWS; row += 1) id = await store(service, `lamp-${row}`);
  return id;
}

/** What a service is measured with; `id` is that of a row. */
function requestsOf({ name, address }: Running, id: string): Partial<Record<Operation, Request>> {
  if (name === "empty") return { empty: { url: `${address}/`, token } };
  const url = address + PRODUCTS;
  return {
    "one row": { url: `${url}/${id}`, token },
    "page of 50": { url: `${url}?limit=50`, token },
    create: { url, token, body: product(NEW_ID) },
  };
}

/** Measures each operation of all services in turn, after a second in which they get warm. */
function measureRates(
  services: readonly Running[],
  ids: ReadonlyMap<string, string>,
  figures: Figures,
): void {
  const requests = services.map((service) => requestsOf(service, ids.get(service.name) ?? ""));
  const turns = OPERATIONS.flatMap((operation) =>
    services.flatMap(({ name }, index) => {
      const request = requests[index]?.[operation];
      return request ? [{ operation, name, request }] : [];
    }),
  );
  for (const { request } of turns) load(request, SECONDS);
  for (const { operation, name, request } of turns) {
    figures.add(operation, name, load(request, SECONDS));
  }
}

/** Starts all services, does something with them while they run, and stops them. */
async function whileRunning(
  contenders: readonly Contender[],
  act: (services: readonly Running[]) => void | Promise<void>,
): Promise<void> {
  const services: Running[] = [];
  try {
    for (const contender of contenders) services.push(await start(contender));
    await act(services);
  } finally {
    for (const service of services) await service.stop();
  }
}

function report(kind: DatabaseKind, figures: Figures): void {
  process.stdout.write(`\n${kind}: medians of ${ROUNDS} rounds\n`);
  for (const operation of OPERATIONS.filter((name) => name !== "empty")) {
    const rates = ["generated", "best", "usual"].map(
      (name) => `${name} ${figures.median(operation, name).toFixed(0)}`,
    );
    process.stdout.write(`  ${operation}: ${rates.join(", ")} requests a second\n`);
  }
  process.stdout.write(`  empty route: ${figures.median("empty", "empty").toFixed(0)}\n`);
  for (const [what, unit] of [
    ["start-up", "ms"],
    ["memory", "MB"],
  ] as const) {
    const values = ["generated", "best", "usual"].map(
      (name) => `${name} ${figures.median(what, name).toFixed(0)}`,
    );
    process.stdout.write(`  ${what}: ${values.join(", ")} ${unit}\n`);
  }

  for (const operation of OPERATIONS.filter((name) => name !== "empty")) {
    const own = [operation, "generated"] as const;
    const toUsual = figures.ratio(own, [operation, "usual"]);
    const toBest = figures.ratio(own, [operation, "best"]);
    print({ name: `${kind}, ${operation}, to the usual way`, figure: toUsual, atLeast: 1.5 });
    print({ name: `${kind}, ${operation}, to the best way`, figure: toBest, atLeast: 0.95 });
  }
  print({
    name: `${kind}, one row, to an empty route`,
    figure: figures.ratio(["one row", "generated"], ["empty", "empty"]),
    atLeast: 0.15,
  });
  for (const [what, atMost] of [
    ["start-up", 1.2],
    ["memory", 1.15],
  ] as const) {
    const figure = figures.ratio([what, "generated"], [what, "best"]);
    print({ name: `${kind}, ${what}, to the best way`, figure, atMost });
  }
}

/**
 * Measures everything on one database. Each round starts the services anew: a process of Python is
 * faster or slower by some percent for as long as it runs.
 */
async function measure(kind: DatabaseKind, newDatabase: () => string): Promise<void> {
  const figures = new Figures();
  const contenders = [
    byHand("empty", ""),
    generated(kind, newDatabase()),
    byHand("best", newDatabase()),
    byHand("usual", newDatabase()),
  ];
  const ids = new Map<string, string>();
  await whileRunning(contenders, async (services) => {
    for (const service of services) ids.set(service.name, await fill(service));
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    // Each comes first in its turn: what was measured just before leaves its traces.
    const order = [...contenders.slice(round % contenders.length), ...contenders].slice(
      0,
      contenders.length,
    );
    await whileRunning(order, (services) => {
      for (const { name, startUp } of services) figures.add("start-up", name, startUp);
      measureRates(services, ids, figures);
      for (const service of services) figures.add("memory", service.name, service.memory());
    });
  }
  report(kind, figures);
}

process.stdout.write(`One worker, 32 connections, ${generatorName}\n`);
await measure("sqlite", () => `sqlite+aiosqlite:///${join(freshFolder(), "bench.db")}`);
const postgres = await startPostgres();
try {
  await measure("postgres", () => postgres.createDatabase());
} finally {
  await postgres.remove();
}
