import { defineConfig } from "vitest/config";
import { SlowFirst } from "./tests/support/slow-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/temporary.ts"],
    setupFiles: ["tests/support/seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
  },
});
