import { apply } from "../engine.ts";
import type { ChangeSet, Receipt } from "../model/change-set.ts";
import type { Result } from "../model/diagnostic.ts";
import type { Ports } from "../ports.ts";

/** Writes a change set. An interrupt from the terminal waits until all of it stands. */
export function writeChanges(changeSet: ChangeSet, ports: Ports): Result<Receipt> {
  process.once("SIGINT", () => process.exit(130));
  return apply(changeSet, ports);
}
