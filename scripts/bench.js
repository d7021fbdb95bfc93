/** `npm run bench`: sets everything up, then measures. */
import { run, setUp } from "./setup.js";

setUp();
run("npx", "tsx", "tests/bench/bench.ts");
