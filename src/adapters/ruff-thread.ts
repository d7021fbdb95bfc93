import { Worker } from "node:worker_threads";
import { FormatError, type Formatter } from "../ports.ts";
import type { FormatAnswer, FormatRequest } from "./ruff-worker.ts";

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: unknown) => void;
}

/** A formatter that runs beside its caller. */
export interface FormatterThread extends Formatter {
  /** Ends the thread, of which nothing is asked any more. */
  end(): void;
}

/**
 * Starts the formatter for Python in a thread of its own, which formats while the caller goes on.
 *
 * @param workerFile - What the build makes of `ruff-worker.ts`.
 * @param wasmFile - The WebAssembly of the formatter.
 */
export function startRuffThread(workerFile: string, wasmFile: string): FormatterThread {
  // What the process was started with is meant for the process.
  const worker = new Worker(workerFile, { workerData: wasmFile, execArgv: [], env: {} });
  const waiting: Waiting[] = [];
  let failure: unknown;
  worker.on("message", (answer: FormatAnswer) => {
    // Answers come in the order of the requests.
    const asked = waiting.shift();
    if (waiting.length === 0) worker.unref();
    if ("text" in answer) asked?.resolve(answer.text);
    else asked?.reject(new FormatError(answer.message, answer.line, answer.column));
  });
  worker.on("error", (error) => {
    failure = error;
    for (const asked of waiting.splice(0)) asked.reject(error);
  });
  // Behind the listeners, which count as waiting: it may not keep a process that waits for nothing.
  worker.unref();

  return {
    format(path, text) {
      if (failure !== undefined) throw failure;
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) worker.ref();
        waiting.push({ resolve, reject });
        worker.postMessage({ path, text } satisfies FormatRequest);
      });
    },
    end: () => void worker.terminate(),
  };
}
