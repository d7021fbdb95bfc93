#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "../dist/main.js";

const packageRoot = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${packageRoot}/package.json`, "utf8"));

// A reader that closes early, as `head` does, is no fault of ours.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await main({ packageRoot, version }, process.argv.slice(2));
