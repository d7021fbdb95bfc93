import { lstatSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { onProcessSignal } from "../caller.ts";
import type { Installation } from "../ports.ts";
import type { RunCommand, Surroundings } from "../run-command.ts";
import { CannotAskError, type HandedCaller, handedCaller } from "./handed-caller.ts";
import {
  type Answer,
  type HandedCall,
  identityOf,
  isRequest,
  likeness,
  onMessage,
  send,
} from "./protocol.ts";

/** What a daemon carries calls out with. */
export interface Service {
  readonly installation: Installation;
  readonly engine: Surroundings["engine"];
  readonly run: RunCommand;
}

export interface ServeOptions {
  readonly place: string;
  /** Milliseconds without a call after which it ends. */
  readonly idle: number;
  /** Whether anybody can still ask it: the engine may have been replaced. */
  readonly isWanted: () => boolean;
}

/** Milliseconds between two looks at whether anybody can still ask it. */
const LOOK = 2_000;

/** Only the user may ask. */
const PRIVATE = 0o077;
/** No folder is held that somebody may want to remove. */
const NOWHERE = "/";

/** Makes the process what the caller's own would have been. @throws Error where it cannot be. */
function become({ folder, folderIdentity, environment, umask }: HandedCall): void {
  if (identityOf(statSync(folder, { bigint: true })) !== folderIdentity) {
    throw new Error("the folder is another one here");
  }
  process.chdir(folder);
  process.umask(umask);
  for (const name of Object.keys(process.env)) {
    if (environment[name] === undefined) delete process.env[name];
  }
  Object.assign(process.env, environment);
}

/** Whether the process is what the caller's own would have been. */
function canBecome(call: HandedCall, own: string): boolean {
  if (call.likeness !== own) return false;
  try {
    become(call);
    return true;
  } catch {
    return false;
  }
}

async function carryOut(call: HandedCall, caller: HandedCaller, service: Service): Promise<Answer> {
  const { installation, engine, run } = service;
  try {
    return { kind: "end", exitCode: await run(installation, call.words, { caller, engine }) };
  } catch (error) {
    if (error instanceof CannotAskError) return { kind: "declined" };
    return { kind: "bug", stack: error instanceof Error ? String(error.stack) : String(error) };
  } finally {
    process.chdir(NOWHERE);
  }
}

/** Whether a socket is still the one that was made. */
function isOwn(place: string, made: bigint): boolean {
  return lstatSync(place, { bigint: true, throwIfNoEntry: false })?.ino === made;
}

/**
 * Carries out calls, one after the other, until it is told to stop, nobody has called for a while, or a call has
 * found a bug, after which nothing that it keeps is believed. Who calls while it is busy does the work themselves.
 *
 * @throws Error where nobody can be heard at the place, and for nothing else.
 */
export function serve(service: Service, { place, idle, isWanted }: ServeOptions): Promise<void> {
  // Before the process is made what its callers are.
  const own = likeness();
  // Node.js removes the name that it has made when it closes the socket, whoever's it is by then.
  const first = join(dirname(place), `${process.pid}.sock`);
  let calls = 0;
  let isEnding = false;
  let current: HandedCaller | undefined;

  return new Promise((resolve, reject) => {
    const server = createServer(greet);
    const ignoreSignals = onProcessSignal((signal) => {
      current?.stop(signal);
      end();
    });
    let timer = setTimeout(end, idle);
    const look = setInterval(() => {
      // Another one was started at the same time, or the folder of caches was emptied.
      if (!isOwn(place, made) || !isWanted()) end();
    }, LOOK);
    let made = 0n;

    function end(): void {
      isEnding = true;
      if (current) return;
      ignoreSignals();
      clearTimeout(timer);
      clearInterval(look);
      if (isOwn(place, made)) rmSync(place, { force: true });
      // What was answered last is read to its end.
      server.close(() => resolve());
    }

    async function answer(socket: Socket, call: HandedCall, caller: HandedCaller): Promise<void> {
      const last = await carryOut(call, caller, service);
      send(socket, last);
      socket.end();
      current = undefined;
      timer = setTimeout(end, idle);
      if (isEnding || last.kind === "bug") end();
    }

    function take(socket: Socket, call: HandedCall): HandedCaller | undefined {
      if (current || isEnding || !canBecome(call, own)) {
        send(socket, { kind: "declined" });
        return undefined;
      }
      calls += 1;
      clearTimeout(timer);
      current = handedCaller(call, (message) => send(socket, message));
      void answer(socket, call, current);
      return current;
    }

    function greet(socket: Socket): void {
      let caller: HandedCaller | undefined;
      socket.on("error", () => undefined);
      socket.on("close", () => caller?.stop("SIGTERM"));
      onMessage(socket, isRequest, (request) => {
        if (request.kind === "call") caller ??= take(socket, request.call);
        if (request.kind === "signal") caller?.stop(request.signal);
        if (request.kind === "stop") end();
      });
      const isBusy = current !== undefined || isEnding;
      send(socket, { kind: "hello", pid: process.pid, calls, isBusy });
    }

    process.chdir(NOWHERE);
    process.umask(PRIVATE);
    server.on("error", reject);
    server.listen(first, () => {
      try {
        made = lstatSync(first, { bigint: true }).ino;
        // In the place of one that was killed.
        renameSync(first, place);
      } catch (error) {
        server.close();
        reject(error);
      }
    });
  });
}
