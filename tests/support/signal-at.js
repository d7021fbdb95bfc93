/*
 * Loaded before the command line (`--import`): sends the process a signal before one of its calls,
 * as SIGNAL_AT says: `SIGNAL METHOD NUMBER`, for example `SIGKILL linkSync 10`.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [signal, method, number] = (process.env.SIGNAL_AT ?? "").split(" ");
const inner = fs[method];
let calls = 0;
fs[method] = (...given) => {
  calls += 1;
  if (calls === Number(number)) process.kill(process.pid, signal);
  return inner(...given);
};
syncBuiltinESMExports();
