import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { type Client, clientOf, type Headers } from "../support/client.ts";
import { type Combination, coveringArray, has, pairsOf } from "../support/covering-array.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { buildProject } from "../support/scaffold.ts";
import {
  checkTypes,
  clientFor,
  migrate,
  runProgram,
  runTests,
  startService,
} from "../support/service.ts";
import { sqliteDatabase } from "../support/sqlite.ts";

/** All options of a project and of an endpoint, each with the words of the command line for it. */
const OPTIONS = {
  methods: ["GET,POST,PUT,DELETE", "GET,POST,PUT,PATCH,DELETE", "GET", "POST,PATCH,DELETE"],
  auth: ["jwt", "none"],
  auth_required: ["--auth-required", "--no-auth-required"],
  owned: ["--owned", "--no-owned"],
  admin_access: ["--admin-access", "--no-admin-access"],
  database: ["sqlite", "postgres"],
  soft_delete: ["--soft-delete", "--no-soft-delete"],
  if_match: ["optional", "required"],
  page_size: ["50", "2"],
  docker: ["--docker", "--no-docker"],
  ci: ["github", "none"],
  pre_commit: ["--pre-commit", "--no-pre-commit"],
} as const;

type Option = keyof typeof OPTIONS;
type Chosen = Readonly<Record<Option, string>>;

/** Whether an on-off option is on. */
function isOn(chosen: Combination, option: Option): boolean {
  return chosen[option] !== undefined && !chosen[option].startsWith("--no-");
}

/** Rows have no owner where nobody is known, and admins have no more rights where there is none. */
function isAllowed(chosen: Combination): boolean {
  const { auth, auth_required: required, owned } = chosen;
  const asksWho = isOn(chosen, "owned") || isOn(chosen, "admin_access");
  if (auth === "none" && (asksWho || isOn(chosen, "auth_required"))) return false;
  if (required !== undefined && !isOn(chosen, "auth_required") && asksWho) return false;
  return !(isOn(chosen, "admin_access") && owned !== undefined && !isOn(chosen, "owned"));
}

const combinations = coveringArray(OPTIONS, isAllowed) as readonly Chosen[];

function build(chosen: Chosen): string {
  const { database, auth, docker, ci, pre_commit: preCommit } = chosen;
  const endpoint = ["endpoint", "--type", "crud"];
  const options = [
    ...["--methods", chosen.methods, "--if-match", chosen.if_match],
    ...["--page-size", chosen.page_size, "--max-page-size", "60"],
    ...[chosen.auth_required, chosen.owned, chosen.admin_access, chosen.soft_delete],
  ];
  return buildProject([
    ["new", "choice", "--database", database, "--auth", auth, "--ci", ci, docker, preCommit],
    [...endpoint, "folder", "name:string:unique", ...options],
    [...endpoint, "note", "title:string", "folder:ref:folder:cascade:optional", ...options],
  ]);
}

const FOLDERS = "/api/v1/folders";

/** What the service is expected to say, and to whom. */
interface Expected {
  readonly chosen: Chosen;
  /** May do everything, with rows of their own. */
  readonly alice: Client;
  /** May do the same, with others. */
  readonly bob: Client;
  readonly admin: Client;
  /** Sends no token. */
  readonly anybody: Client;
}

function serves(chosen: Chosen, method: string): boolean {
  return chosen.methods.split(",").includes(method);
}

/** Creates a folder. @returns its path and its tag. */
async function create(client: Client, name: string): Promise<{ path: string; tag: string }> {
  const answer = await client.post(FOLDERS, { name });
  expect(answer.status, answer.text).toBe(201);
  const { id } = answer.json as { id: string };
  return { path: `${FOLDERS}/${id}`, tag: answer.headers.etag ?? "" };
}

/** Calls that change a row, those of them that the resource has. */
function changesOf(chosen: Chosen) {
  const calls = {
    PUT: (client: Client, path: string, headers?: Headers) =>
      client.put(path, { name: "put" }, headers),
    PATCH: (client: Client, path: string, headers?: Headers) =>
      client.patch(path, { name: "patched" }, headers),
    DELETE: (client: Client, path: string, headers?: Headers) => client.delete(path, headers),
  };
  return Object.entries(calls).filter(([method]) => serves(chosen, method));
}

/** There are the methods that were asked for, and no others. */
async function expectMethods({ chosen, alice }: Expected): Promise<void> {
  const one = `${FOLDERS}/6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11`;
  const body: Json = { name: "x" };
  const calls = {
    GET: () => alice.get(one),
    POST: () => alice.post(FOLDERS, body),
    PUT: () => alice.put(one, body),
    PATCH: () => alice.patch(one, body),
    DELETE: () => alice.delete(one),
  };
  for (const [method, call] of Object.entries(calls)) {
    expect((await call()).status === 405, method).toBe(!serves(chosen, method));
  }
}

async function expectIdentity({ chosen, alice, anybody }: Expected): Promise<void> {
  const isOpen = chosen.auth === "none" || !isOn(chosen, "auth_required");
  const call = (client: Client) =>
    serves(chosen, "GET") ? client.get(FOLDERS) : client.post(FOLDERS, { name: "mine" });
  const [answer, own] = [await call(anybody), await call(alice)];
  if (isOpen) expect(answer.status).toBeLessThan(300);
  else expect([answer.status, answer.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
  expect(own.status).toBe(serves(chosen, "GET") ? 200 : isOpen ? 409 : 201);
}

/** A tag is demanded or not, and one that does not fit is refused. */
async function expectTags({ chosen, alice }: Expected): Promise<void> {
  for (const [method, change] of changesOf(chosen)) {
    const { path, tag } = await create(alice, `tagged ${method}`);
    if (chosen.if_match === "required") expect((await change(alice, path)).status).toBe(428);
    expect((await change(alice, path, { "if-match": '"other"' })).status).toBe(412);
    const answer = await change(alice, path, { "if-match": tag });
    expect(answer.status, answer.text).toBe(method === "DELETE" ? 204 : 200);
    if (method !== "DELETE" && serves(chosen, "DELETE")) {
      await alice.delete(path, { "if-match": answer.headers.etag ?? "" });
    }
  }
}

/** Another user's row is as good as none; an admin's right is a choice. */
async function expectOwners({ chosen, alice, bob, admin }: Expected): Promise<void> {
  const { path, tag } = await create(alice, "hers");
  const isOwned = isOn(chosen, "owned");
  const mayAdmin = !isOwned || isOn(chosen, "admin_access");
  if (serves(chosen, "GET")) {
    expect((await bob.get(path)).status).toBe(isOwned ? 404 : 200);
    expect((await admin.get(path)).status).toBe(mayAdmin ? 200 : 404);
  }
  if (!isOwned) return;
  for (const [method, change] of changesOf(chosen)) {
    expect((await change(bob, path, { "if-match": tag })).status, method).toBe(404);
  }
  const note = await bob.post("/api/v1/notes", {
    title: "his",
    folder_id: path.split("/").at(-1) ?? "",
  });
  expect(note.status, note.text).toBe(422);
}

/** A deleted row is gone for everybody, and its name is free again. */
async function expectDeletion({ chosen, alice }: Expected): Promise<void> {
  const { path, tag } = await create(alice, "brief");
  expect((await alice.delete(path, { "if-match": tag })).status).toBe(204);
  const again = await alice.delete(path, { "if-match": tag });
  expect(again.status, again.text).toBe(404);
  if (serves(chosen, "GET")) expect((await alice.get(path)).status).toBe(404);
  await create(alice, "brief");
}

async function expectPages({ chosen, alice }: Expected): Promise<void> {
  if (serves(chosen, "POST")) {
    for (const name of ["one", "two", "three"]) await create(alice, `page ${name}`);
  }
  const answer = await alice.get(FOLDERS);
  const { items, next_cursor: next } = answer.json as { items: Json[]; next_cursor: string | null };
  const isFull = chosen.page_size === "2" && serves(chosen, "POST");
  expect([items.length === 2, next !== null]).toEqual([isFull, isFull]);
  expect((await alice.get(`${FOLDERS}?limit=60`)).status).toBe(200);
  expect((await alice.get(`${FOLDERS}?limit=61`)).status).toBe(422);
}

it("has each pair of options in one of at most twelve projects", () => {
  const missing = pairsOf(OPTIONS, isAllowed).filter(
    (pair) => !combinations.some((combination) => has(combination, pair)),
  );
  expect(missing).toEqual([]);
  expect(combinations.length).toBeLessThanOrEqual(12);
  for (const chosen of combinations) {
    expect(Object.keys(chosen).sort()).toEqual(Object.keys(OPTIONS).sort());
    expect(isAllowed(chosen)).toBe(true);
  }
});

let server: Postgres;

beforeAll(async () => {
  pythonEnvironment();
  server = await startPostgres();
});
afterAll(() => server?.remove());

describe.each(combinations.map((chosen) => [Object.values(chosen).join(" "), chosen] as const))(
  "the project of %s",
  (_name, chosen) => {
    let project = "";

    beforeAll(() => {
      project = build(chosen);
    });

    it("carries the files that were asked for", () => {
      const files = {
        Dockerfile: isOn(chosen, "docker"),
        "compose.yaml": isOn(chosen, "docker"),
        ".github/workflows/ci.yml": chosen.ci === "github",
        ".pre-commit-config.yaml": isOn(chosen, "pre_commit"),
      };
      for (const [file, isThere] of Object.entries(files)) {
        expect(existsSync(join(project, file)), file).toBe(isThere);
      }
    });

    it("has no fault that ruff or mypy finds", () => {
      runProgram(project, ["ruff", "check", "."]);
      runProgram(project, ["ruff", "format", "--check", "."]);
      checkTypes(project);
    });

    it("passes its own tests", () => {
      if (chosen.database === "sqlite") {
        runTests(project, ["-q"]);
        return;
      }
      const databaseUrl = server.createDatabase();
      runTests(project, ["-q"], { TEST_DATABASE_URL: databaseUrl });
      expect(server.countInserted(databaseUrl), "the tests used another database").not.toBe(0);
    });

    it("does over HTTP what was asked for", async () => {
      const databaseUrl =
        chosen.database === "postgres" ? server.createDatabase() : sqliteDatabase();
      migrate(project, databaseUrl);
      const service = await startService(project, databaseUrl);
      const expected: Expected = {
        chosen,
        alice: clientFor(project, service, ["alice"]),
        bob: clientFor(project, service, ["bob"]),
        admin: clientFor(project, service, ["carol", "admin"]),
        anybody: clientOf(service.address),
      };
      try {
        await expectMethods(expected);
        await expectIdentity(expected);
        if (serves(chosen, "POST")) {
          await expectTags(expected);
          await expectOwners(expected);
        }
        if (serves(chosen, "POST") && serves(chosen, "DELETE")) await expectDeletion(expected);
        if (serves(chosen, "GET")) await expectPages(expected);
      } finally {
        for (const client of Object.values(expected)) if ("close" in client) client.close();
        await service.stop();
      }
    });
  },
);
