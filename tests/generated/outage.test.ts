import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Answer } from "../support/client.ts";
import { all, COUNTERS, listCounters, statuses } from "../support/counters.ts";
import { countingProject } from "../support/counting.ts";

const counting = countingProject();

describe("a service whose PostgreSQL goes away", () => {
  it.each(["INT", "QUIT"] as const)(
    "says so, and goes on when it is back (%s)",
    async (signal) => {
      const server = counting.server();
      const { service, client } = await counting.start(counting.createDatabase("PostgreSQL"));
      onTestFinished(() => void service.stop());
      onTestFinished(() => server.start());
      const answers: Answer[] = [];
      const acknowledged: string[] = [];
      let isLoaded = true;
      const call = async (index: number): Promise<void> => {
        for (let round = 0; isLoaded; round += 1) {
          const label = `${index} ${round}`;
          const created = await client.post(COUNTERS, { label, value: round });
          if (created.status === 201) acknowledged.push(label);
          answers.push(created, await client.get(`${COUNTERS}?limit=5`));
        }
      };
      onTestFinished(() => {
        isLoaded = false;
      });
      const calls = all(16, call);
      calls.catch(() => "it is thrown where it is awaited");
      await sleep(500);
      await server.stop(signal);
      await sleep(1000);
      expect((await client.get("/health/ready")).status).toBe(503);
      expect((await client.get("/health/live")).status).toBe(200);
      await server.start();
      await vi.waitUntil(async () => (await client.get("/health/ready")).status === 200, 10_000);
      // What began before it was back may still fail.
      await sleep(500);
      const before = answers.length;
      await sleep(500);
      isLoaded = false;
      await calls;

      const failures = answers.filter(({ status }) => status !== 200 && status !== 201);
      expect(failures.length).toBeGreaterThan(0);
      for (const { status, headers, json } of failures) {
        expect([status, headers["content-type"]]).toEqual([503, "application/problem+json"]);
        expect(headers["retry-after"]).toMatch(/^\d+$/);
        expect(json).toMatchObject({ status: 503, type: "urn:problem:service-unavailable" });
      }
      expect(answers.length).toBeGreaterThan(before);
      expect(Object.keys(statuses(answers.slice(before)))).toEqual(["200", "201"]);
      const stored = new Set((await listCounters(client)).map(({ label }) => label));
      expect(acknowledged.filter((label) => !stored.has(label))).toEqual([]);
      client.close();
      expect(["SIGTERM", 0], service.log()).toContain(await service.stop());
    },
    120_000,
  );
});
