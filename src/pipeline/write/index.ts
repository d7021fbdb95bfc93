import { bytesDigest } from "../../language/digest.ts";
import { JOURNAL_FILE } from "../../language/project-layout.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { Receipt, Transaction } from "../../model/transaction.ts";
import type { FileSystem, Host, SignalWatch, StopSignal } from "../../ports.ts";
import {
  attemptFault,
  leftFault,
  reasonFor,
  StopError,
  tooLate,
  UnsettledError,
  unclearedFault,
  untidied,
} from "./faults.ts";
import { type Journal, putJournal } from "./journal.ts";
import { acquireLock, type Lock, type LockPorts } from "./lock.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { nextReceiptId, receiptOf } from "./receipts.ts";
import { type Settled, settle } from "./settle.ts";
import { stage, swapAll } from "./swap.ts";
import { tellSettled } from "./tell-settled.ts";
import { assertOwnPlaces } from "./working-files.ts";

export { receiptIds } from "./receipts.ts";
export { transactionOf } from "./transaction.ts";
export { backupPath, receiptFile } from "./working-files.ts";

/** How a write ended. */
export interface Written {
  /** What was written; null where nothing was. */
  readonly receipt: Receipt | null;
  /** What asked the run to stop; it came too late where there is a receipt. */
  readonly signal: StopSignal | null;
}

const NOTHING: Written = { receipt: null, signal: null };

/** One attempt at a transaction, with all that it needs. */
interface Run {
  readonly prepared: Prepared;
  readonly journal: Journal;
  readonly receipt: Receipt;
  readonly fileSystem: FileSystem;
  readonly signals: SignalWatch;
}

/** Settles what an earlier run left. @throws UnsettledError where that cannot be. */
async function settleEarlier({ fileSystem, host }: LockPorts): Promise<void> {
  try {
    tellSettled(await settle(fileSystem), host);
  } catch (error) {
    const reason = reasonFor(error);
    throw reason === undefined ? error : new UnsettledError(reason);
  }
}

async function underLock<T>(
  ports: LockPorts,
  signals: SignalWatch,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  assertOwnPlaces(ports.fileSystem);
  const lock = await acquireLock(ports, signals);
  try {
    await settleEarlier(ports);
    return await work(lock);
  } finally {
    lock.release();
  }
}

async function stopIfAsked(signals: SignalWatch, outcome?: string): Promise<void> {
  const signal = await signals.received();
  if (signal) throw new StopError(signal, outcome);
}

/** @returns what went wrong; null where it is committed. */
async function attempt({ prepared, journal, receipt, fileSystem, signals }: Run): Promise<unknown> {
  try {
    await stage(prepared, fileSystem);
    await stopIfAsked(signals);
    await putJournal(journal, fileSystem);
    await swapAll(prepared, { receipt, isKept: journal.keepsReceipt }, fileSystem);
    await stopIfAsked(signals);
    await putJournal({ ...journal, state: "committed" }, fileSystem);
    return null;
  } catch (error) {
    return error;
  }
}

/** A run that could not be settled: the journal stays, and the next command goes on from it. */
function leftUnsettled(failure: unknown, error: unknown, receipt: Receipt): Result<Written> {
  const reason = reasonFor(error);
  if (reason === undefined) throw failure ?? error;
  if (failure === null) {
    return { value: { receipt, signal: null }, diagnostics: [untidied(reason)] };
  }
  const because = attemptFault(failure).message;
  return {
    value: { receipt: null, signal: failure instanceof StopError ? failure.signal : null },
    diagnostics: [attemptFault(new UnsettledError(`${because}; then ${reason}`))],
  };
}

async function concluded(failure: unknown, { receipt, ...run }: Run): Promise<Result<Written>> {
  let settled: Settled;
  try {
    settled = await settle(run.fileSystem);
  } catch (error) {
    return leftUnsettled(failure, error, receipt);
  }
  if (failure === null || settled.kind === "finished") {
    const signal = await run.signals.received();
    const uncleared = settled.kind === "finished" ? settled.uncleared : [];
    return {
      value: { receipt, signal },
      diagnostics: [...uncleared.map(unclearedFault), ...(signal ? [tooLate(signal)] : [])],
    };
  }
  const left = settled.kind === "taken-back" ? settled.left : [];
  return {
    value: { receipt: null, signal: failure instanceof StopError ? failure.signal : null },
    diagnostics: [attemptFault(failure), ...left.map(leftFault)],
  };
}

function journalOf(prepared: Prepared, receipt: Receipt, transaction: Transaction): Journal {
  const { id, command, time } = receipt;
  const { keepsReceipt, undoes, keptBackups } = transaction;
  return {
    version: 1,
    state: "pending",
    receipt: id,
    keepsReceipt,
    undoes,
    keptBackups,
    command,
    time,
    steps: prepared.steps.map(({ path, number, before, after }) => ({
      path,
      number,
      before,
      after,
    })),
    made: prepared.made.map(({ path }) => path),
    emptied: prepared.emptied,
  };
}

interface RunPorts extends LockPorts {
  readonly signals: SignalWatch;
  readonly holder: Lock["holder"];
  readonly whenWritten: () => void;
}

/** What is left to do is worth no failure: all is written. @throws what a bug throws */
function conclude(whenWritten: () => void): void {
  try {
    whenWritten();
  } catch (error) {
    if (reasonFor(error) === undefined) throw error;
  }
}

async function run(transaction: Transaction, ports: RunPorts): Promise<Result<Written>> {
  const { fileSystem, signals, holder, whenWritten } = ports;
  const { value: prepared, diagnostics } = prepare(transaction, fileSystem);
  if (diagnostics.length > 0) return { value: NOTHING, diagnostics };
  const { plan, undoes } = transaction;
  if (prepared.steps.length === 0 && undoes === null) return { value: NOTHING, diagnostics };
  const receipt = receiptOf(prepared, { id: nextReceiptId(holder.time, fileSystem), plan, holder });
  const journal = journalOf(prepared, receipt, transaction);
  const one: Run = { prepared, journal, receipt, fileSystem, signals };
  const written = await concluded(await attempt(one), one);
  if (written.value.receipt) conclude(whenWritten);
  return written;
}

function changesNothing({ swaps, undoes }: Transaction): boolean {
  const isKept = ({ before, content }: Transaction["swaps"][number]) =>
    before !== undefined && before === (content && bytesDigest(content));
  return undoes === null && swaps.every(isKept);
}

function failed(error: unknown): Result<Written> {
  const diagnostic = attemptFault(error);
  const signal = error instanceof StopError ? error.signal : null;
  return { value: { receipt: null, signal }, diagnostics: [diagnostic] };
}

/**
 * Writes a transaction: all of it or nothing. Every new text is staged, what is to be done is written
 * into the journal, then path by path what stands there is moved into the receipt and the staged
 * text linked in. Any surprise takes everything back. One that changes nothing writes nothing.
 *
 * @param whenWritten - What to do once all is written, before anybody else can write.
 */
export async function write(
  transaction: Transaction,
  ports: LockPorts,
  whenWritten: () => void = () => undefined,
): Promise<Result<Written>> {
  if (changesNothing(transaction)) return { value: NOTHING, diagnostics: [] };
  const signals = ports.host.watchSignals();
  try {
    return await underLock(ports, signals, ({ holder }) =>
      run(transaction, { ...ports, signals, holder, whenWritten }),
    );
  } catch (error) {
    return failed(error);
  } finally {
    signals.close();
  }
}

/** Whether a run was stopped in the middle, or is under way. */
function isUnsettled(fileSystem: FileSystem): boolean {
  try {
    return fileSystem.kind(JOURNAL_FILE) !== null;
  } catch {
    // Of a folder that leads out of the project nothing is read; whoever needs it says so.
    return false;
  }
}

/** Hears, before something is written without the lock, whether somebody has asked the run to stop. */
export async function hearStop(host: Host): Promise<Result<Written>> {
  const signals = host.watchSignals();
  try {
    await stopIfAsked(signals);
    return { value: NOTHING, diagnostics: [] };
  } catch (error) {
    return failed(error);
  } finally {
    signals.close();
  }
}

/**
 * Takes back, finishes or clears whatever a run that was stopped has left. A signal that comes
 * meanwhile is a fault: no command goes on after it.
 */
export async function settleLeftovers(ports: LockPorts): Promise<Result<Written>> {
  const signals = ports.host.watchSignals();
  try {
    await underLock(ports, signals, async () => undefined);
    await stopIfAsked(signals, "what an earlier run left is settled, and nothing else was done");
    return { value: NOTHING, diagnostics: [] };
  } catch (error) {
    const reason = reasonFor(error);
    return failed(reason === undefined ? error : new UnsettledError(reason));
  } finally {
    signals.close();
  }
}

/**
 * Takes back, or finishes, a run that was stopped in the middle. Where there is none, nothing is
 * written and no lock taken.
 */
export async function recover(ports: LockPorts): Promise<Result<Written>> {
  if (!isUnsettled(ports.fileSystem)) return { value: NOTHING, diagnostics: [] };
  return settleLeftovers(ports);
}
