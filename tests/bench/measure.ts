import { spawnSync } from "node:child_process";

/** Extra certificates cost 30 ms at every start of Node.js 20, which is nothing of ours. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** One thing to time: a process, in a folder that may be made anew for each run. */
export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  /** Gives the folder of one run; it is not timed. */
  readonly folder: () => string;
  /** Where it looks for what was kept of earlier calls, if not where all others do. */
  readonly caches?: string;
}

/** The most memory that a call of the command line holds, in megabytes. */
export function memoryOf(program: string, words: readonly string[], folder: string): number {
  const script = `
    process.argv = ${JSON.stringify([process.execPath, program, ...words])};
    process.on("exit", () => process.stderr.write("MB " + process.resourceUsage().maxRSS / 1024));
    await import(${JSON.stringify(program)});`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return Number(/MB (\S+)$/.exec(stderr)?.[1]);
}

/** Milliseconds of one run. @throws Error where it fails. */
export function timeOnce({ name, command, folder, caches }: Subject): number {
  const [program = "", ...words] = command;
  const cwd = folder();
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, words, {
    cwd,
    env: { ...environment, ...(caches === undefined ? {} : { XDG_CACHE_HOME: caches }) },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const end = process.hrtime.bigint();
  if (status !== 0) throw new Error(`${name} ended with ${status}\n${stderr}`);
  return Number(end - start) / 1e6;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/** Times subjects in turn, so that a slow minute of the machine hits all alike. */
export function timeAll(subjects: readonly Subject[], runs: number): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (const subject of subjects) timeOnce(subject);
  for (let run = 0; run < runs; run += 1) {
    for (const subject of subjects) times.get(subject.name)?.push(timeOnce(subject));
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}
