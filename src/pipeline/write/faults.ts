import { fault } from "../../diagnostics/catalogue.ts";
import { describeFileFault, isFileFault, reasonOf } from "../../diagnostics/file-fault.ts";
import { JOURNAL_FILE, RUN_LOCK_FILE } from "../../language/project-layout.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { StopSignal } from "../../ports.ts";
import type { Uncleared } from "./settle.ts";
import type { Left } from "./take-back.ts";

/** A path that the file system does not let be written. */
export class PathError extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`\`${path}\` cannot be written: ${reason}`);
    this.name = "PathError";
    this.path = path;
    this.reason = reason;
  }
}

/** A path that somebody else has changed since it was looked at. */
export class SurpriseError extends Error {
  readonly path: string;
  readonly what: string;

  constructor(path: string, what: string) {
    super(`\`${path}\` ${what}`);
    this.name = "SurpriseError";
    this.path = path;
    this.what = what;
  }
}

/** What a person calls a signal. */
function signalName(signal: StopSignal): string {
  return signal === "SIGINT" ? "Ctrl-C" : signal;
}

/** A signal that asked the run to stop, in time. */
export class StopError extends Error {
  readonly signal: StopSignal;

  constructor(signal: StopSignal, outcome = "the project is as it was before") {
    super(`Stopped by ${signalName(signal)}: ${outcome}`);
    this.name = "StopError";
    this.signal = signal;
  }
}

/** Another run that holds the lock, and does not end. */
export class LockedError extends Error {
  constructor(holder: string) {
    super(`The project is being written by ${holder}`);
    this.name = "LockedError";
  }
}

/** A run that was stopped in the middle, and cannot be settled now. */
export class UnsettledError extends Error {
  constructor(reason: string) {
    super(`A run was stopped in the middle, and cannot be taken back or finished now: ${reason}`);
    this.name = "UnsettledError";
  }
}

/** Runs calls that write one path; what the file system refuses is said of that path. */
export function writing<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!isFileFault(error)) throw error;
    throw new PathError(path, reasonOf(error) ?? error.message);
  }
}

const EXPECTED = /^(?:Path|Journal|OutsideProject)Error$/;

/** Why a call failed that is no bug; undefined where it is one. */
export function reasonFor(error: unknown): string | undefined {
  if (isFileFault(error)) return describeFileFault(error);
  return error instanceof Error && EXPECTED.test(error.name) ? error.message : undefined;
}

const AS_BEFORE = "the project is as it was before";

function notWritable(path: string, reason: string): Diagnostic {
  return fault("write-failed", {
    message: `\`${path}\` cannot be written: ${reason}`,
    place: { file: path },
    help: `Mend that and run the command again; ${AS_BEFORE}`,
  });
}

function surprise(path: string, what: string): Diagnostic {
  return fault("changed-meanwhile", {
    message: `\`${path}\` ${what}`,
    place: { file: path },
    help: `Run the command again, and it starts from what stands there now; nothing of this run was written`,
  });
}

function interrupted({ message }: StopError): Diagnostic {
  return fault("interrupted", { message, help: "Run the command again" });
}

function locked({ message }: LockedError): Diagnostic {
  return fault("locked", {
    message,
    place: { file: RUN_LOCK_FILE },
    help: `Wait for it; if that process is no more, remove \`${RUN_LOCK_FILE}\` and run the command again`,
  });
}

function unsettled({ message }: UnsettledError): Diagnostic {
  return fault("unsettled", {
    message,
    place: { file: JOURNAL_FILE },
    help: "Mend that and run any command in the project: it goes on from the journal",
  });
}

/** What stands although a signal asked to stop. */
export function tooLate(signal: StopSignal): Diagnostic {
  return fault("stopped-too-late", {
    message: `${signalName(signal)} came when everything was written: it stands`,
    help: "`scaffold undo` takes it back",
  });
}

/** A run that is committed, and could not clear up behind itself. */
export function untidied(reason: string): Diagnostic {
  return fault("untidied", {
    message: `Everything is written, but what was needed for it could not be cleared: ${reason}`,
    help: "The next command in the project does it",
  });
}

/** What a run that is committed leaves, since it cannot be removed. */
export function unclearedFault({ path, reason }: Uncleared): Diagnostic {
  return fault("untidied", {
    message: `Everything is written, but \`${path}\` cannot be cleared: ${reason}`,
    place: { file: path },
    help: "Remove it yourself: nothing needs it any more",
  });
}

/** A file that somebody saved while a run wrote, or was taken back. */
export function leftFault({ path, backup }: Left): Diagnostic {
  return fault("changed-meanwhile", {
    message: `\`${path}\` was saved in the meantime: it stays as it was saved`,
    place: { file: path },
    help:
      backup === null
        ? "Nothing stood there before the run; remove it if you do not need it"
        : `What stood there before the run is \`${backup}\`; keep of it what you need`,
  });
}

/** What went wrong while a transaction was attempted. @throws what is a bug. */
export function attemptFault(error: unknown): Diagnostic {
  if (error instanceof SurpriseError) return surprise(error.path, error.what);
  if (error instanceof PathError) return notWritable(error.path, error.reason);
  if (error instanceof StopError) return interrupted(error);
  if (error instanceof LockedError) return locked(error);
  if (error instanceof UnsettledError) return unsettled(error);
  const reason = reasonFor(error);
  if (reason === undefined) throw error;
  return fault("write-failed", {
    message: `The project cannot be written: ${reason}`,
    help: `Mend that and run the command again; ${AS_BEFORE}`,
  });
}
