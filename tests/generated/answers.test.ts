import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { type Client, clientOf } from "../support/client.ts";
import { DATABASES } from "../support/counting.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { buildProject } from "../support/scaffold.ts";
import { clientFor, migrate, runProgram, type Service, startService } from "../support/service.ts";
import { sqliteDatabase } from "../support/sqlite.ts";

const endpoint = (...words: string[]) => ["endpoint", "--type", "crud", ...words];

const COMMANDS = [
  ["new", "answers"],
  endpoint("secret", "name:string"),
  endpoint("poster", "secret:ref:secret", "posters:refs:poster:optional", "--no-auth-required"),
  endpoint("letter", "secret:ref:secret"),
  endpoint("leaf", "parent:ref:leaf:optional:cascade", "--soft-delete"),
  endpoint("crown", "leaves:refs:leaf:optional"),
  endpoint("folder", "name:string", "--owned", "--admin-access"),
  endpoint("note", "folder:ref:folder", "--owned"),
  endpoint(
    "grade",
    "rank:int:1..5:index",
    "code:string:3..8:index",
    "share:float:0..1:index",
    "mark:enum:good,bad:index",
    "mail:email:index",
    "name:string:index",
  ),
  endpoint("page", "link:url:unique:optional", "title:string:..400:unique:optional", "--owned"),
  endpoint("event", "at:datetime:unique", "day:date:unique"),
  endpoint(
    ...[
      "value",
      "price:decimal:10.2:optional",
      "units:decimal:9.0:optional",
      "share:decimal:18.9:optional",
      "real:float:optional",
    ],
    ...["moment:datetime:optional", "extra:json:optional", "fee:decimal:6.3:default=2.5"],
    ...["since:datetime:default=2026-01-31T12:00:00+02:00", "--no-auth-required"],
    ...["--methods", "GET,POST,PUT,PATCH"],
  ),
  endpoint("share", "part:decimal:18.9:index"),
  endpoint(
    ...["form", "whole:int:index:optional", "real:float:index:optional"],
    ...["money:decimal:6.2:index:optional", "part:decimal:2.2:index:optional"],
    ...["day:date:index:optional", "moment:datetime:index:optional"],
    ...["token:uuid:index:optional", "mail:email:index:optional", "other:ref:form:optional"],
    "--no-auth-required",
  ),
];

/** Bodies in forms that a database gives back in another one. */
const unusualBodies: readonly (readonly [string, string])[] = [
  ["decimals without all their places", '{"price": 1.5, "units": 1E+1}'],
  ["decimals with more places", '{"price": 1.500, "units": 3.0}'],
  ["decimals that lead with zeros", '{"price": "007", "units": "-01"}'],
  ["zeros with a sign", '{"price": "-0", "units": -0.0, "real": -0.0, "extra": [-0.0, -0]}'],
  ["times of another zone", '{"moment": "2026-01-31T12:00:00.1234567+02:00"}'],
  ["unsorted members", '{"extra": {"long": 1, "b": {"\u00e4": 1, "zz": 2, "z": 3}, "a": []}}'],
  ["a member that is named twice", '{"extra": {"a": 1, "b": 2, "a": 3}}'],
  ["escaped characters", '{"extra": {"\\u0062": "\\ud83d\\ude00\\/", "a": "\\n"}}'],
  ["numbers with an exponent", '{"extra": [1e2, 1e16, 1.2345678901234567e+18, -2.5e17, 1e-7]}'],
  ["numbers with a point", '{"extra": [1.0, 1.10, 123456789012345.0, 0.1, 1e15, 5e-324]}'],
  ["texts that look like others", '{"extra": "1.0", "real": 1}'],
];

/** Values in forms that the documentation has, by member: JSON as it is written. */
const DESCRIBED: Readonly<Record<string, readonly string[]>> = {
  whole: ["1", "1.0", "-10e1"],
  real: ["1", "-1.5e-3"],
  money: ["1", "1.5", "1.500", "1E+2", '"1"', '"-1.50"', '"0001"', '"-0"'],
  part: ["0", "0.5", '"0.5"', '"-0.55"', '"0"'],
  day: ['"2026-01-31"'],
  moment: ['"2026-01-31T12:00:00Z"', '"2026-01-31t12:00:00.123456789-02:00"'],
  token: ['"6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11"', '"6D9C1C1E-2F0B-4C56-9A54-0C7C0F6C2A11"'],
  mail: ['"ada@example.com"'],
};

const DESCRIBED_QUERIES = [
  ...["limit=5", "whole=-1", "whole_min=1.0", "real=0", "real_max=-1.5e-3"],
  ...[
    "money=-1.50",
    "money_min=0001",
    "part=-0.5",
    "part_max=0",
    "day=2026-01-31",
    "mail=ada@example.com",
  ],
  ...["moment=2026-01-31T12:00:00.5Z", "moment_min=2026-01-31T12:00:00%2B02:00"],
  "token=6D9C1C1E-2F0B-4C56-9A54-0C7C0F6C2A11",
];

const OTHER_NUMBERS = ["1_0", " 1", "1 ", "1\n", "+1", ".5", "1.", "\u0661"];

const OTHER_UUIDS = [
  "6d9c1c1e2f0b4c569a540c7c0f6c2a11",
  "{6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11}",
  "urn:uuid:6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11",
];

/** Texts in forms that Python or pydantic reads, and the documentation does not have. */
const UNDESCRIBED: Readonly<Record<string, readonly string[]>> = {
  whole: [...OTHER_NUMBERS, "01"],
  real: [...OTHER_NUMBERS, "01.5"],
  money: [...OTHER_NUMBERS, "1e1", "1E+1", "1.500", "00001"],
  part: [".5", "00.5", "5E-1"],
  day: ["2026-01-31T00:00:00", "2026-01-31T00:00:00Z", "2026-01-31 00:00", "1769860800"],
  moment: [
    ...["2026-01-31 12:00:00Z", "2026-01-31_12:00:00Z", "2026-01-31T12:00Z", "1769860800"],
    ...["2026-01-31T12:00:00,5Z", "2026-01-31T12:00:00+0200", "2026-01-31T12:00:00\u221202:00"],
  ],
  token: OTHER_UUIDS,
  other_id: OTHER_UUIDS,
  mail: [" ada@example.com", "ada@example.com ", "Ada <ada@example.com>", "<ada@example.com>"],
};

/** What stores rows past the API, by statements of Python that know `session`, `tables` and `now`. */
const storing = (statements: string) => `
import asyncio
import sys
from uuid import UUID, uuid4

from sqlalchemy import insert

import answers.database.models
from answers.config.settings import load_settings
from answers.database.base import TableBase, utc_now
from answers.database.engine import Database
from answers.database.session import Session

tables = TableBase.metadata.tables
now = {"created_at": utc_now(), "updated_at": utc_now()}


async def main() -> None:
    database = Database(load_settings())
    session = Session(database)

    async def store() -> None:
${statements.trim().replace(/^/gm, "        ")}

    await session.write(store)
    await database.dispose()


asyncio.run(main())
`;

/** Grades that no client may send any more. */
const OLD_GRADES = storing(`
grade = {"rank": 9, "code": "x", "share": 7.5, "mark": "so so", "mail": "nobody", "name": " x"}
await session.execute(insert(tables["grades"]), [{"id": uuid4(), **now, **grade} for _ in range(3)])
`);

/** Characters of four bytes each, which no compression makes shorter. */
const rareCharacters = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    String.fromCodePoint(0x20000 + ((at * 7919 + count * 104729) % 0xa000)),
  ).join("");

/** More than the parameters that a statement may have, on any database. */
const MANY_ROWS = 33_000;

/** That many leaves below one whose id is given, 600 of them below each other, and crowns of all. */
const MANY_LEAVES = storing(`
ids = [UUID(sys.argv[1]), *(uuid4() for _ in range(${MANY_ROWS}))]
leaves = [
    {"id": ids[i], "parent_id": ids[min(i - 1, 600)], **now}
    for i in range(1, len(ids))
]
crowns = [{"id": uuid4(), **now} for _ in range(33)]
links = [{"crown_id": crowns[i % 33]["id"], "leaf_id": id} for i, id in enumerate(ids[1:])]
await session.execute(insert(tables["leaves"]), leaves)
await session.execute(insert(tables["crowns"]), crowns)
await session.execute(insert(tables["crowns_leaves"]), links)
`);

/** What is looked at of the OpenAPI document. */
interface ApiDocument {
  readonly paths: {
    readonly "/api/v1/forms": {
      readonly get: {
        readonly parameters: readonly { name: string; schema: { pattern?: string } }[];
      };
    };
  };
}

type Crown = { id: string; included: { leaves: Json[] } };

let project = "";
let server: Postgres;

beforeAll(async () => {
  server = await startPostgres();
  project = buildProject(COMMANDS);
});
afterAll(() => server?.remove());

describe.each(DATABASES)("a service on %s", (kind) => {
  let databaseUrl = "";
  let service: Service;
  let alice: Client;
  let admin: Client;
  let anybody: Client;

  beforeAll(async () => {
    databaseUrl = kind === "SQLite" ? sqliteDatabase() : server.createDatabase();
    migrate(project, databaseUrl);
    service = await startService(project, databaseUrl);
    alice = clientFor(project, service, ["alice"]);
    admin = clientFor(project, service, ["carol", "admin"]);
    anybody = clientOf(service.address);
  });
  afterAll(async () => {
    alice?.close();
    admin?.close();
    anybody?.close();
    await service?.stop();
  });

  /** Creates a row. @returns what was answered. */
  async function create(resources: string, body: Json) {
    const answer = await alice.post(`/api/v1/${resources}`, body);
    expect(answer.status, answer.text).toBe(201);
    const path = answer.headers.location ?? "";
    return { ...answer, path, id: (answer.json as { id: string }).id };
  }

  /** Sends JSON as it is written here; JavaScript would write it in another form. */
  function send(
    method: string,
    path: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    return fetch(new URL(path, service.address), {
      method,
      body,
      headers: { ...headers, "content-type": "application/json" },
    });
  }

  /** Runs what stores rows. Meanwhile the service may close a connection, which is noticed too late. */
  function store(program: string, ...words: string[]): void {
    const env = { PYTHONPATH: "src", DATABASE_URL: databaseUrl };
    runProgram(project, ["python", "-c", program, ...words], env);
    alice.close();
  }

  /** All items of a list, read page by page. */
  async function listAll(list: string): Promise<readonly Json[]> {
    const items: Json[] = [];
    for (let next: string | null = list; next !== null; ) {
      const answer = await alice.get(next);
      expect(answer.status, answer.text).toBe(200);
      const page = answer.json as { items: Json[]; links: { next: string | null } };
      items.push(...page.items);
      next = page.links.next;
    }
    return items;
  }

  it.each(unusualBodies)("answers %s as they will be read", async (_name, body) => {
    let path = "/api/v1/values";
    let tag = "";
    for (const [method, status] of [
      ["POST", 201],
      ["PUT", 200],
      ["PATCH", 200],
    ] as const) {
      const answer = await send(method, path, body, tag === "" ? {} : { "if-match": tag });
      const text = await answer.text();
      expect(answer.status, text).toBe(status);
      path = answer.headers.get("location") ?? path;
      tag = answer.headers.get("etag") ?? "";

      const read = await anybody.get(path);
      expect([read.text, read.headers.etag]).toEqual([text, tag]);
    }
  });

  it("writes decimals digit by digit, however small they are", async () => {
    const shares = { "0": "0.000000000", "1E-9": "0.000000001", "0.0000002": "0.000000200" };
    for (const [share, shown] of Object.entries(shares)) {
      const answer = await send("POST", "/api/v1/values", `{"share": ${share}}`);
      expect(await answer.json()).toMatchObject({ share: shown });
    }
  });

  it("lists decimals page by page, however small they are", async () => {
    const parts = ["0.000000000", "0.000000001", "0.000000200", "1.000000000"];
    for (const part of parts) await create("shares", { part });

    const listed = await listAll("/api/v1/shares?sort=part&limit=1");
    expect(listed).toMatchObject(parts.map((part) => ({ part })));
  });

  it("takes values in the forms that its documentation has", async () => {
    for (const [member, values] of Object.entries(DESCRIBED)) {
      for (const value of values) {
        const answer = await send("POST", "/api/v1/forms", `{"${member}": ${value}}`);
        expect(answer.status, `${member}: ${value}: ${await answer.text()}`).toBe(201);
      }
    }
    for (const query of DESCRIBED_QUERIES) {
      expect((await anybody.get(`/api/v1/forms?${query}`)).status, query).toBe(200);
    }
  });

  it.each(["money", "part"])(
    "describes the texts of %s that it takes, and no others",
    async (name) => {
      const document = (await anybody.get("/openapi.json")).json as unknown as ApiDocument;
      const { parameters } = document.paths["/api/v1/forms"].get;
      const { pattern = "" } =
        parameters.find((parameter) => parameter.name === name)?.schema ?? {};
      const taken = DESCRIBED[name]?.filter((value) => value.startsWith('"')) ?? [];
      for (const text of taken) expect(text.slice(1, -1)).toMatch(new RegExp(pattern));
      for (const text of UNDESCRIBED[name] ?? []) expect(text).not.toMatch(new RegExp(pattern));
    },
  );

  it.each(Object.entries(UNDESCRIBED))(
    "refuses %s in other forms, in bodies and queries",
    async (member, values) => {
      for (const value of values) {
        const query = `${member}=${encodeURIComponent(value)}`;
        for (const [location, answer] of [
          ["body", await anybody.post("/api/v1/forms", { [member]: value })],
          ["query", await anybody.get(`/api/v1/forms?${query}`)],
        ] as const) {
          expect(answer.status, `${location} ${query}`).toBe(422);
          expect(answer.json).toMatchObject({ errors: [{ location, pointer: `/${member}` }] });
        }
      }
    },
  );

  it("refuses moments that PostgreSQL takes for infinity, and lists those beside them", async () => {
    for (const at of ["0001-01-01T00:00:00Z", "9999-12-31T21:59:59.999999-02:00"]) {
      expect((await alice.post("/api/v1/events", { at, day: "2026-01-31" })).status, at).toBe(422);
    }
    const events = [
      { at: "0001-01-01T00:00:00.000001Z", day: "0001-01-01" },
      { at: "9999-12-31T23:59:59.999998Z", day: "9999-12-31" },
    ];
    for (const event of events) await create("events", event);

    for (const sort of ["at", "day"]) {
      expect(await listAll(`/api/v1/events?sort=${sort}&limit=1`)).toMatchObject(events);
    }
  });

  it("deletes and includes any number of rows, in any number of levels", async () => {
    const root = await create("leaves", {});
    store(MANY_LEAVES, root.id);
    const shown = await alice.get("/api/v1/crowns?limit=100&include=leaves");
    expect(shown.status).toBe(200);
    const { items } = shown.json as { items: Crown[] };
    expect(items.flatMap(({ included }) => included.leaves)).toHaveLength(MANY_ROWS);

    expect((await alice.delete(root.path)).status, "crowns refer to leaves").toBe(409);
    for (const { id } of items) await alice.delete(`/api/v1/crowns/${id}`);
    expect((await alice.delete(root.path)).status).toBe(204);
    expect(await listAll("/api/v1/leaves")).toEqual([]);
  });

  it("lets a row refer to rows of its owner, also where an admin sees others", async () => {
    const { id, path } = await create("folders", { name: "hers" });
    expect((await admin.get(path)).status).toBe(200);
    expect((await admin.post("/api/v1/notes", { folder_id: id })).status).toBe(422);
    await create("notes", { folder_id: id });
  });

  it("finds and lists rows that lie outside of a field that was narrowed", async () => {
    store(OLD_GRADES);
    for (const member of ["rank=9", "code=x", "share_min=7", "mark", "mail", "name"]) {
      const sort = member.split(/[_=]/)[0];
      // What is no value of the field, whatever its bounds are, cannot be asked for.
      const list = `/api/v1/grades?limit=1${member.includes("=") ? `&${member}` : ""}`;
      expect(await listAll(`${list}&sort=${sort}`)).toHaveLength(3);
      expect(await listAll(`${list}&sort=-${sort}`)).toHaveLength(3);
    }
  });

  it("stores and refuses texts so that each fits into an index", async () => {
    const owner = clientFor(project, service, [rareCharacters(255)]);
    const title = await owner.post("/api/v1/pages", { title: rareCharacters(400) });
    expect(title.status, title.text).toBe(201);
    const link = (count: number) => ({ link: `https://example.com/${rareCharacters(count)}` });
    expect((await owner.post("/api/v1/pages", link(395))).status).toBe(201);
    expect((await owner.post("/api/v1/pages", link(600))).status).toBe(422);
    owner.close();
  });

  it("answers HEAD as GET, without a body", async () => {
    const { path } = await create("secrets", { name: "hidden" });
    const list = "/api/v1/secrets?limit=1";
    for (const asked of [path, list, "/api/v1/secrets/none", "/nowhere", "/health/live"]) {
      const [head, get] = [await alice.head(asked), await alice.get(asked)];
      const volatile = { date: "", "x-request-id": "" };
      expect([head.status, head.text]).toEqual([get.status, ""]);
      expect({ ...head.headers, ...volatile }).toEqual({ ...get.headers, ...volatile });
    }
    expect((await anybody.head(path)).status).toBe(401);
    expect((await alice.head("/api/v1/secrets")).status).toBe(200);
    expect((await alice.patch(path, {})).headers.allow).toBe("DELETE, GET, HEAD, PUT");
  });

  it("reads several lines of a header that lists tags as one list", async () => {
    const { path, headers } = await create("secrets", { name: "hidden" });
    const lines = ['"another"', headers.etag ?? ""];
    const conditions = { "if-none-match": lines, "if-match": lines };
    expect((await alice.get(path, conditions)).status).toBe(304);
    const changed = await alice.put(path, { name: "shown" }, conditions);
    expect(changed.status, changed.text).toBe(200);
    expect((await alice.put(path, { name: "lost" }, conditions)).status).toBe(412);
    expect((await alice.delete(path, conditions)).status).toBe(412);
    const newer = { "if-match": ['"another"', changed.headers.etag ?? ""] };
    expect((await alice.delete(path, newer)).status).toBe(204);
  });

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
