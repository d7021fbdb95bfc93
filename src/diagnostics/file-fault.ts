/** What the codes of the file system mean, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "no space is left for you on the disk",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "symbolic links lead in a circle",
  ENOTDIR: "a file stands where a folder is needed",
  EEXIST: "a file stands where a folder is needed",
  ENOENT: "it does not exist",
  EISDIR: "a folder stands where a file is needed",
  EXDEV: "it is on another disk than the project's `.scaffold`",
  EIO: "the disk does not answer as it should",
  EMFILE: "too many files are open",
};

/** A fault of the file system is the user's to mend; anything else that is thrown is a bug. */
export function isFileFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** Why the file system refused, in words; undefined where there are none for it. */
export function reasonOf({ code }: NodeJS.ErrnoException): string | undefined {
  return REASONS[code ?? ""];
}

/** What the file system refused, in words, with the path. */
export function describeFileFault(error: NodeJS.ErrnoException): string {
  const reason = reasonOf(error);
  if (reason === undefined) return error.message;
  return error.path === undefined ? reason : `\`${error.path}\`: ${reason}`;
}
