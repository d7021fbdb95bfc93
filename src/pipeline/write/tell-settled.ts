import { visible } from "../../language/quoted.ts";
import type { Host } from "../../ports.ts";
import type { Settled } from "./settle.ts";

/** Says what became of a run that was stopped in the middle. */
export function tellSettled(settled: Settled, host: Host): void {
  if (settled.kind === "nothing-begun") return;
  const { command, time } = settled.journal;
  const run = `\`${visible(command)}\` of ${visible(time)}`;
  if (settled.kind === "finished") {
    host.say(`${run} was stopped at its very end: what it wrote stands, and it is finished now.`);
    for (const { path, reason } of settled.uncleared) {
      host.say(`  \`${path}\` cannot be cleared: ${reason}.`);
    }
    return;
  }
  host.say(`${run} was stopped in the middle: what it had written is taken back.`);
  for (const { path, backup } of settled.left) {
    const former =
      backup === null ? "nothing stood there before" : `what stood there before is \`${backup}\``;
    host.say(`  \`${path}\` was saved since and stays; ${former}.`);
  }
}
