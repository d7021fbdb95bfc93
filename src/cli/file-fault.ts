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
  EMFILE: "too many files are open",
};

/** A fault of the file system is the user's to mend; anything else that is thrown is a bug. */
export function isFileFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** What the file system refused, in words, with the path. */
export function describeFileFault({ code, path, message }: NodeJS.ErrnoException): string {
  const reason = REASONS[code ?? ""];
  if (reason === undefined) return message;
  return path === undefined ? reason : `\`${path}\`: ${reason}`;
}
