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

function printed(stream) {
  return new Promise((resolve) => {
    stream.write("", resolve);
  });
}

/** To take memory and threads down one by one takes longer than to leave them to the system. */
async function end(exitCode) {
  await Promise.all([printed(process.stdout), printed(process.stderr)]);
  process.exit(exitCode);
}

main({ packageRoot, version }, process.argv.slice(2)).then(end, (error) => {
  process.stderr.write(
    `This is a bug in scaffold ${version}, not in your project; please report it.\n`,
  );
  process.stderr.write(`${error.stack}\n`);
  return end(2);
});
