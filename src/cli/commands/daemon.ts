import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import type { RegisterContext } from "../command-module.ts";
import { type Connection, close, connect, type Silent } from "../daemon/ask.ts";
import { daemonPlace, prepare } from "../daemon/place.ts";
import { send } from "../daemon/protocol.ts";
import { type Service, serve } from "../daemon/serve.ts";
import { buildIdentity } from "../load-program.ts";
import { failure, type Outcome } from "../outcome.ts";
import { openEngine } from "../ports.ts";
import type { Session } from "../session.ts";

const MINUTE = 60_000;
/** Minutes without a call. */
const IDLE = 60;

/** Milliseconds between two looks at whether a daemon has begun, or ended, and in all. */
const PAUSE = 20;
const PATIENCE = 10_000;
/** Milliseconds that a daemon is given to answer: a large project keeps it busy for some of them. */
const TO_ANSWER = 3_000;

interface DaemonOptions {
  readonly idle: number;
}

function readIdle(value: string): number {
  const minutes = Number(value);
  // It would end before anybody can ask it; and a timer of Node.js takes no more than 24 days.
  if (!(minutes >= 0.01 && minutes <= 30_000)) {
    throw new InvalidArgumentError("It is a number of minutes, from 0.01 to 30000.");
  }
  return minutes;
}

/** What is known of a daemon. */
interface Running {
  readonly pid: number;
  readonly calls: number;
}

function runningAt({ hello: { pid, calls } }: Connection): Running {
  return { pid, calls };
}

async function find(place: string): Promise<Running | Silent | undefined> {
  const connection = await connect(place, TO_ANSWER);
  if (typeof connection !== "object") return connection;
  close(connection);
  return runningAt(connection);
}

/** Looks again and again. @returns undefined where what was looked for did not come. */
async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let waited = 0; waited < PATIENCE; waited += PAUSE) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return undefined;
}

function unavailable(message: string): Outcome {
  return failure(
    fault("daemon-unavailable", { message, help: "All commands work without a daemon" }),
  );
}

function silent(): Outcome {
  return unavailable("A daemon runs, but does not answer now");
}

function told(text: string, running: Running | null): Outcome {
  return { diagnostics: [], text, result: { running } };
}

async function start(place: string, { packageRoot, options }: Session, { idle }: DaemonOptions) {
  const already = await find(place);
  if (already === "silent") return silent();
  if (already) return told(`The daemon runs already, as process ${already.pid}.`, already);
  if (options.dryRun) return told("Would start a daemon.", null);
  const words = [join(packageRoot, "bin/scaffold.js"), "daemon", "run", "--idle", String(idle)];
  const child = spawn(process.execPath, words, { detached: true, stdio: "ignore", cwd: "/" });
  child.unref();
  const running = await waitFor(() => find(place));
  if (!running) return unavailable("The daemon did not begin");
  if (running === "silent") return silent();
  const text = `The daemon runs, as process ${running.pid}. It ends after ${idle === 1 ? "a minute" : `${idle} minutes`} without a command, or with \`scaffold daemon stop\`.`;
  return told(text, running);
}

async function stop(place: string, { options }: Session): Promise<Outcome> {
  const connection = await connect(place, TO_ANSWER);
  if (connection === "silent") return silent();
  if (!connection) return told("No daemon runs.", null);
  if (options.dryRun) {
    close(connection);
    return told("Would end the daemon.", runningAt(connection));
  }
  send(connection.socket, { kind: "stop" });
  const hasEnded = await waitFor(async () => (existsSync(place) ? undefined : true));
  close(connection);
  return hasEnded
    ? told("The daemon has ended.", null)
    : told("The daemon ends when the command is done that it carries out.", runningAt(connection));
}

async function status(place: string): Promise<Outcome> {
  const running = await find(place);
  if (running === "silent") return silent();
  if (!running) return told("No daemon runs.", null);
  const { pid, calls } = running;
  const many = calls === 1 ? "1 command" : `${calls} commands`;
  return told(`The daemon runs, as process ${pid}, and has answered ${many}.`, { pid, calls });
}

/** Whether the engine is still the one that was started. */
function isCurrent(build: string, packageRoot: string): boolean {
  try {
    return buildIdentity(packageRoot) === build;
  } catch {
    return false;
  }
}

/** What a daemon is. */
interface Daemon {
  readonly service: Service;
  /** The build of the engine that it is of. */
  readonly build: string;
}

async function be(
  place: string,
  { service, build }: Daemon,
  { idle }: DaemonOptions,
): Promise<Outcome> {
  const already = await find(place);
  if (already === "silent") return silent();
  if (already) return unavailable(`A daemon runs already, as process ${already.pid}`);
  const { packageRoot } = service.installation;
  const isWanted = () => isCurrent(build, packageRoot);
  try {
    await serve(service, { place, idle: idle * MINUTE, isWanted });
    return told("", null);
  } catch (error) {
    return unavailable(`Nobody can be heard at \`${place}\`: ${String(error)}`);
  }
}

/** `scaffold daemon start|stop|status|run`: a process that answers the commands of its user. */
export function register(command: Command, context: RegisterContext): void {
  const { session, installation, run, finish } = context;
  const build = buildIdentity(session.packageRoot);
  const place = daemonPlace(build);
  const at = async (act: (place: string) => Promise<Outcome>) =>
    finish(
      place === undefined || !prepare(place)
        ? unavailable(
            "There is no place for a daemon: it needs a folder of caches that only you can write to, with a short name",
          )
        : await act(place),
    );
  const idle = () =>
    new Option("--idle <minutes>", "end after so long without a command")
      .argParser(readIdle)
      .default(IDLE);

  command.description(
    "Answer commands from a process that stays, in about half of the time. It does what they would do, as you, where you are; what has to ask you something, they do themselves.",
  );
  command
    .command("start")
    .description("start it, unless it runs")
    .addOption(idle())
    .action((options: DaemonOptions) => at((one) => start(one, session, options)));
  command
    .command("stop")
    .description("end it, once it has done what it is doing")
    .action(() => at((one) => stop(one, session)));
  command
    .command("status")
    .description("tell whether it runs")
    .action(() => at(status));
  command
    .command("run")
    .description("be it, in this terminal, until it ends")
    .addOption(idle())
    .action((options: DaemonOptions) =>
      at((one) => {
        const engine = openEngine(installation, true);
        return be(one, { service: { installation, engine, run }, build }, options);
      }),
    );
}
