/** `npm run bench`: sets everything up, then measures; `npm run bench services` measures one part. */
import { run, setUp } from "./setup.js";

const PARTS = ["commands", "merges", "services"];

const asked = process.argv.slice(2);
const unknown = asked.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`${unknown} is none of ${PARTS.join(", ")}`);
setUp();
for (const part of asked.length > 0 ? asked : PARTS) run("npx", "tsx", `tests/bench/${part}.ts`);
