#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "../dist/main.js";

const packageRoot = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${packageRoot}/package.json`, "utf8"));

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    // A reader that closes early, as `head` does, is no fault: the work goes on without it.
    if (error.code === "EPIPE") return;
    if (stream === process.stdout) process.stderr.write(`Cannot print: ${error.message}\n`);
    process.exit(2);
  });
}

try {
  process.exitCode = await main({ packageRoot, version }, process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `This is a bug in scaffold ${version}, not in your project; please report it.\n`,
  );
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 2;
}
