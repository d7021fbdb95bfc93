import type { Session } from "./session.ts";

/** What takes longer than this says so, in milliseconds. */
const PATIENCE = 800;

/** Runs a step; says on stderr what is going on where it takes long. */
export async function withProgress<T>(
  session: Session,
  message: string,
  step: () => Promise<T>,
): Promise<T> {
  const { terminal, options } = session;
  if (options.json) return step();
  const timer = setTimeout(() => terminal.err(`${message} ...\n`), PATIENCE);
  try {
    return await step();
  } finally {
    clearTimeout(timer);
  }
}
