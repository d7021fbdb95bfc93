import { createNodeHost } from "../../src/adapters/node-host.ts";
import { onProcessSignal } from "../../src/cli/caller.ts";
import type { Host } from "../../src/ports.ts";

/** The host of a call that this process carries out for whoever started it. */
export function hostOf(command: string): Host {
  const say = (message: string) => void process.stderr.write(`${message}\n`);
  return createNodeHost({ command, say, onSignal: onProcessSignal });
}
