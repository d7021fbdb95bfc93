import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import {
  all,
  COUNTERS,
  FEW_CONNECTIONS,
  holdCounters,
  listCounters,
  statuses,
} from "../support/counters.ts";
import { countingProject, DATABASES } from "../support/counting.ts";
import type { Service } from "../support/service.ts";

const counting = countingProject();

describe.each(DATABASES)("a service on %s", (kind) => {
  let databaseUrl = "";
  let service: Service;
  let client: Client;

  beforeEach(async () => {
    databaseUrl = counting.createDatabase(kind);
    ({ service, client } = await counting.start(databaseUrl, FEW_CONNECTIONS));
  });
  afterEach(async () => {
    client?.close();
    await service?.stop();
  });

  it("stores a row wholly or not at all when its client goes away", async () => {
    const marks = await all(2, async (index) => {
      const answer = await client.post("/api/v1/marks", { name: `mark ${index}` });
      return (answer.json as { id: string }).id;
    });
    /** Sends a creation, and goes away after some milliseconds. */
    const leave = async (index: number, patience: number): Promise<void> => {
      const { hostname, port, host } = new URL(service.address);
      const body = JSON.stringify({ label: `gone ${index}`, value: index, mark_ids: marks });
      const head = [
        `POST ${COUNTERS} HTTP/1.1`,
        `Host: ${host}`,
        `Authorization: Bearer ${counting.token()}`,
        "Content-Type: application/json",
        `Content-Length: ${Buffer.byteLength(body)}`,
      ];
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      socket.write([...head, "", body].join("\r\n"));
      await sleep(patience);
      socket.destroy();
    };
    // First while all wait for a lock, then anywhere: before, in and after the transaction.
    await holdCounters(databaseUrl, 1);
    await all(25, (index) => leave(index, 300));
    for (const round of [1, 2, 3]) {
      await all(25, (index) => leave(round * 25 + index, index));
    }

    const answers = await all(64, (index) =>
      client.post(COUNTERS, { label: `stays ${index}`, value: 1 }),
    );
    expect(statuses(answers)).toEqual({ 201: 64 });
    const rows = await listCounters(client);
    const gone = rows.filter(({ label }) => String(label).startsWith("gone"));
    expect(rows.length - gone.length).toBe(64);
    for (const { label, value, mark_ids: ids } of gone) {
      expect(label).toBe(`gone ${value}`);
      expect(new Set(ids as string[])).toEqual(new Set(marks));
    }
  });

  it("answers what it has read before it ends", async () => {
    await holdCounters(databaseUrl, 1.5);
    const read = all(16, (index) => client.post(COUNTERS, { label: `${index}`, value: index }));
    await sleep(700);
    service.signal("SIGTERM");

    expect(statuses(await read)).toEqual({ 201: 16 });
    expect(["SIGTERM", 0], service.log()).toContain(await service.ended());
  });

  it("stores nothing without saying so when it ends under load", async () => {
    const acknowledged: string[] = [];
    let isEnding = false;
    const call = async (index: number): Promise<void> => {
      for (let round = 0; ; round += 1) {
        const body = { label: `${index} ${round}`, value: round };
        const answer = await client.post(COUNTERS, body).catch((error: NodeJS.ErrnoException) => {
          // Nobody reads it any more: the connection is not taken, or was closed while it was idle.
          expect(isEnding, String(error)).toBe(true);
          expect(["ECONNREFUSED", "ECONNRESET"]).toContain(error.code);
        });
        if (!answer) return;
        expect(answer.status, answer.text).toBe(201);
        acknowledged.push(body.label);
      }
    };
    const calls = all(16, call);
    await sleep(1000);
    isEnding = true;
    service.signal("SIGTERM");
    await calls;
    expect(["SIGTERM", 0], service.log()).toContain(await service.ended());

    client.close();
    ({ service, client } = await counting.start(databaseUrl));
    const stored = (await listCounters(client)).map(({ label }) => label);
    expect(stored.sort()).toEqual(acknowledged.sort());
  });
});
