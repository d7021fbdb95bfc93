import { statSync } from "node:fs";
import type { Socket } from "node:net";
import { onProcessSignal, processCaller } from "../caller.ts";
import type { ExitCode } from "../exit-code.ts";
import { isOwnSocket } from "./place.ts";
import {
  type Answer,
  type HandedCall,
  identityOf,
  isAnswer,
  likeness,
  onMessage,
  send,
} from "./protocol.ts";

/** A daemon that says nothing for so long, in milliseconds, is not waited for. */
const PATIENCE = 1_000;

/** A signal that comes so long after the first is not left to a daemon that did nothing of that one. */
const INSISTED = 1_000;

type Hello = Extract<Answer, { readonly kind: "hello" }>;

/** A connection to a daemon that has answered. */
export interface Connection {
  readonly socket: Socket;
  readonly hello: Hello;
  /** Takes what comes after that; undefined is its end. */
  listen(listener: (answer: Answer | undefined) => unknown): void;
}

/** A daemon that is there, as the system says who answers for it, and says nothing. */
export type Silent = "silent";

/** Connects to the daemon of a place; undefined where there is none. @param patience - In milliseconds. */
export function connect(
  place: string,
  patience = PATIENCE,
): Promise<Connection | Silent | undefined> {
  if (!isOwnSocket(place)) return Promise.resolve(undefined);
  const socket = process.getBuiltinModule("node:net").connect(place);
  return new Promise((resolve) => {
    let listener = (answer: Answer | undefined): unknown => {
      clearTimeout(timer);
      if (answer?.kind !== "hello") {
        socket.destroy();
        return resolve(undefined);
      }
      return resolve({
        socket,
        hello: answer,
        listen: (next) => {
          listener = next;
        },
      });
    };
    const timer = setTimeout(() => {
      resolve("silent");
      socket.destroy();
    }, patience);
    onMessage(socket, isAnswer, (answer) => listener(answer));
    socket.on("error", () => undefined);
    socket.on("close", () => listener(undefined));
  });
}

/** Files that are others for another process: those of its own, and of what it was started with. */
const OF_PROCESS = /(?:^|[/=])(?:dev|proc)\//;

/** Whether a word names such a file, or a pipe, which a daemon would wait for without hearing anybody. */
function isOfProcess(word: string): boolean {
  if (OF_PROCESS.test(word)) return true;
  const found = statSync(word.slice(word.indexOf("=") + 1), { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

function handedCall(words: readonly string[]): HandedCall | undefined {
  try {
    if (words.includes("daemon") || words.some(isOfProcess)) return undefined;
    const folder = process.cwd();
    const { hasTerminal, columns, canAsk } = processCaller();
    return {
      words,
      folder,
      folderIdentity: identityOf(statSync(folder, { bigint: true })),
      likeness: likeness(),
      environment: { ...process.env },
      umask: process.umask(),
      hasTerminal,
      columns,
      canAsk: canAsk(),
    };
  } catch {
    // The folder is gone, or a word can name nothing.
    return undefined;
  }
}

/** Ends this process as the signal would have done. */
function endBy(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  return new Promise(() => undefined);
}

/** How a call ended that was handed over; `lost` where its daemon did, and nobody can say. */
export type Handed = ExitCode | "declined" | "lost";

/** Hands a call over, and shows what comes of it. */
function handOver({ socket, listen }: Connection, call: HandedCall): Promise<Handed> {
  return new Promise((resolve, reject) => {
    let asked: { readonly signal: NodeJS.Signals; readonly time: number } | undefined;
    const ignoreSignals = onProcessSignal((signal) => {
      // The daemon takes back what it has written also of who is gone.
      if (asked && performance.now() - asked.time > INSISTED) return stopBy(signal);
      asked ??= { signal, time: performance.now() };
      return send(socket, { kind: "signal", signal });
    });
    const stopBy = (signal: NodeJS.Signals) => {
      ignoreSignals();
      end(endBy(signal));
    };
    const end = (how: Handed | Promise<never>) => {
      listen(() => undefined);
      ignoreSignals();
      socket.destroy();
      resolve(how);
    };
    listen((answer) => {
      switch (answer?.kind) {
        case undefined:
          return end("lost");
        case "out":
          return process.stdout.write(answer.text);
        case "err":
          return process.stderr.write(answer.text);
        case "end":
          return end(answer.exitCode);
        case "stopped":
          return stopBy(answer.signal);
        case "bug":
          return reject(Object.assign(new Error(), { stack: answer.stack }));
        default:
          // Who was asked to stop does not begin by themselves.
          return asked ? stopBy(asked.signal) : end("declined");
      }
    });
    send(socket, { kind: "call", call });
  });
}

/** Ends a connection that nothing is asked on. */
export function close({ socket, listen }: Connection): void {
  listen(() => undefined);
  socket.destroy();
}

/** Has a call carried out by the daemon of a place: declined where there is none, it is busy, or it cannot. */
export async function askDaemon(place: string, words: readonly string[]): Promise<Handed> {
  const connection = await connect(place);
  if (typeof connection !== "object") return "declined";
  const call = connection.hello.isBusy ? undefined : handedCall(words);
  if (call) return handOver(connection, call);
  close(connection);
  return "declined";
}
