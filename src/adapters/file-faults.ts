/** The code of a fault of the file system, such as `ENOENT`. */
export function faultCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Runs a call that gives null where nothing is at the path. */
export function orNull<T>(call: () => T): T | null {
  try {
    return call();
  } catch (error) {
    const code = faultCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}
