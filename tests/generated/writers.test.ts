import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { all, COUNTERS, listCounters, statuses } from "../support/counters.ts";
import { countingProject, DATABASES } from "../support/counting.ts";
import type { Service } from "../support/service.ts";

/** How many write at the same time. */
const WRITERS = 64;

const counting = countingProject();

describe.each(DATABASES)("a service on %s", (kind) => {
  let service: Service;
  let client: Client;

  beforeEach(async () => {
    ({ service, client } = await counting.start(counting.createDatabase(kind)));
  });
  afterEach(async () => {
    client?.close();
    await service?.stop();
  });

  it("loses no update of 64 writers who say what they have seen", async () => {
    const created = await client.post(COUNTERS, { label: "a", value: 0 });
    expect(created.status, created.text).toBe(201);
    const path = `${COUNTERS}/${(created.json as { id: string }).id}`;

    /** Adds one to what it reads, until that was still so. @returns the tags under which it wrote. */
    const addOne = async (): Promise<string> => {
      for (;;) {
        const seen = await client.get(path);
        const tag = seen.headers.etag ?? "";
        const { value } = seen.json as { value: number };
        const answer = await client.put(
          path,
          { label: "a", value: value + 1 },
          { "if-match": tag },
        );
        if (answer.status === 200) return tag;
        expect(answer.status, answer.text).toBe(412);
      }
    };
    const tags = await all(WRITERS, addOne);

    expect(new Set(tags).size).toBe(WRITERS);
    const end = await client.get(path);
    expect((end.json as { value: number }).value).toBe(WRITERS);
  });

  it("lets one of 64 writers win who have seen the same", async () => {
    const created = await client.post(COUNTERS, { label: "a", value: 0 });
    const path = `${COUNTERS}/${(created.json as { id: string }).id}`;
    const headers = { "if-match": created.headers.etag ?? "" };
    const answers = await all(WRITERS, (index) =>
      client.put(path, { label: "a", value: index }, headers),
    );
    expect(statuses(answers)).toEqual({ 200: 1, 412: WRITERS - 1 });
    const [winner] = answers.filter(({ status }) => status === 200);
    expect((await client.get(path)).json).toEqual(winner?.json);
  });

  it("stores one row of 64 equal requests that name one key", async () => {
    const body = { label: "once", value: 1 };
    const headers = { "idempotency-key": "key-1" };
    const answers = await all(WRITERS, () => client.post(COUNTERS, body, headers));

    const created = answers.filter(({ status }) => status === 201);
    expect(created.length).toBeGreaterThan(0);
    expect(answers.length - created.length).toBe(statuses(answers)[409] ?? 0);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    expect(await listCounters(client)).toHaveLength(1);

    const replay = await client.post(COUNTERS, body, headers);
    expect([replay.status, replay.text]).toEqual([201, created[0]?.text]);
    expect(replay.headers["idempotency-replayed"]).toBe("true");
    const other = await client.post(COUNTERS, { ...body, value: 2 }, headers);
    expect(other.status, other.text).toBe(422);
  });
});
