import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

/** How many connections ask at a time. */
const CONNECTIONS = 32;

/** What stands in a body for a text that no other request has. */
export const NEW_ID = "[<id>]";

/** One request, which is sent again and again. */
export interface Request {
  readonly url: string;
  readonly token: string;
  /** Posted where it is given. */
  readonly body?: string;
}

/** Sends a request from all connections for some seconds. @returns answers a second. */
type Generator = (request: Request, seconds: number) => number;

let runs = 0;

function output(command: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}\n${stderr}`);
  return stdout;
}

const wrk: Generator = ({ url, token, body }, seconds) => {
  runs += 1;
  const words = ["-t", "1", "-c", String(CONNECTIONS), "-d", `${seconds}s`];
  words.push("-H", `Authorization: Bearer ${token}`);
  if (body !== undefined) words.push("-s", join(import.meta.dirname, "post.lua"));
  words.push(url);
  if (body !== undefined) words.push("--", body, `${process.pid}-${runs}-`);
  const report = output("wrk", words);
  if (/Non-2xx|Socket errors/.test(report)) throw new Error(`${url}\n${report}`);
  return Number(/Requests\/sec:\s+(\S+)/.exec(report)?.[1]);
};

const autocannon: Generator = ({ url, token, body }, seconds) => {
  const words = [resolve("node_modules/autocannon/autocannon.js"), "--json", "--no-progress"];
  words.push("-c", String(CONNECTIONS), "-d", String(seconds));
  words.push("-H", `Authorization=Bearer ${token}`);
  if (body !== undefined) words.push("-m", "POST", "-H", "Content-Type=application/json");
  if (body !== undefined) words.push("-I", "-b", body);
  const report = JSON.parse(output(process.execPath, [...words, url]));
  if (report.non2xx > 0 || report.errors > 0) throw new Error(`${url}\n${JSON.stringify(report)}`);
  return report["2xx"] / report.duration;
};

const hasWrk = spawnSync("wrk", ["-v"]).error === undefined;

/** `wrk` takes the least from the service's share of the machine; autocannon is always there. */
export const generatorName = hasWrk ? "wrk" : "autocannon";

export const load: Generator = hasWrk ? wrk : autocannon;
