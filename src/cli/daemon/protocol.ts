import type { Socket } from "node:net";
import type { StopSignal } from "../../ports.ts";
import type { ExitCode } from "../exit-code.ts";

/** A call of the command line that is handed over, with what its process would have known by itself. */
export interface HandedCall {
  readonly words: readonly string[];
  /** The folder that the caller stands in, and the device and number that it has for them. */
  readonly folder: string;
  readonly folderIdentity: string;
  /** As `likeness` has it. */
  readonly likeness: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Permissions that new files do not get. */
  readonly umask: number;
  readonly hasTerminal: boolean;
  readonly columns: number;
  readonly canAsk: boolean;
}

/** What is asked of a daemon; one call on each connection. */
export type Request =
  | { readonly kind: "call"; readonly call: HandedCall }
  /** The caller of the call got a signal. */
  | { readonly kind: "signal"; readonly signal: StopSignal }
  | { readonly kind: "stop" };

/** What it answers. */
export type Answer =
  /** The first of each connection. */
  | {
      readonly kind: "hello";
      readonly pid: number;
      readonly calls: number;
      readonly isBusy: boolean;
    }
  | { readonly kind: "out" | "err"; readonly text: string }
  | { readonly kind: "end"; readonly exitCode: ExitCode }
  /** The caller has to do it: nothing of it was done, except what every command does first. */
  | { readonly kind: "declined" }
  /** The call ends as a process does that a signal ends. */
  | { readonly kind: "stopped"; readonly signal: StopSignal }
  | { readonly kind: "bug"; readonly stack: string };

/** Sends a message: a line of JSON. */
export function send(socket: Socket, message: Request | Answer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCall(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.environment) || !Array.isArray(value.words)) return false;
  const { words, environment, folder, folderIdentity, likeness: alike } = value;
  const texts = [folder, folderIdentity, alike, ...words, ...Object.values(environment)];
  return (
    texts.every((text) => typeof text === "string") &&
    typeof value.umask === "number" &&
    typeof value.columns === "number" &&
    typeof value.hasTerminal === "boolean" &&
    typeof value.canAsk === "boolean"
  );
}

/** Whether a message is one that a daemon knows: anything that the user runs may send others. */
export function isRequest(message: unknown): message is Request {
  if (!isObject(message)) return false;
  const { kind, call, signal } = message;
  if (kind === "call") return isCall(call);
  return kind === "stop" || (kind === "signal" && (signal === "SIGINT" || signal === "SIGTERM"));
}

/** Whether a message is an answer: who asks has seen to it that it comes from a daemon of the same build. */
export function isAnswer(message: unknown): message is Answer {
  return isObject(message) && typeof message.kind === "string";
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Reads the messages that come; what is none ends the connection. */
export function onMessage<Message>(
  socket: Socket,
  isMessage: (message: unknown) => message is Message,
  listener: (message: Message) => void,
): void {
  let pieces: string[] = [];
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const [first = "", ...lines] = text.split("\n");
    pieces.push(first);
    for (const line of lines) {
      const message = parse(pieces.join(""));
      pieces = [line];
      if (!isMessage(message)) {
        socket.destroy();
        return;
      }
      listener(message);
    }
  });
}

/**
 * What a process is from its start on, and no other one becomes for it: what Node.js was told, and the groups that
 * say what it may read and whose its files are.
 */
export function likeness(): string {
  const { execArgv, env, getegid, getgroups } = process;
  return JSON.stringify([execArgv, env.NODE_OPTIONS ?? "", getegid?.(), getgroups?.()]);
}

/** How a folder is told from another one that has the same name for another process. */
export function identityOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev}:${ino}`;
}
