#!/usr/bin/env node
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { main } = require("../dist/main.cjs");

const packageRoot = join(__dirname, "..");
const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    // A reader that closes early, as `head` does, is no fault: the work goes on without it.
    if (error.code === "EPIPE") return;
    if (stream === process.stdout) process.stderr.write(`Cannot print: ${error.message}\n`);
    process.exit(2);
  });
}

main({ packageRoot, version }, process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error) => {
    process.stderr.write(
      `This is a bug in scaffold ${version}, not in your project; please report it.\n`,
    );
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 2;
  },
);
