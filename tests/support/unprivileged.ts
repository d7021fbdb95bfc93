/** Whom servers run as where the tests run as root, which they refuse. */
export const NOBODY = 65534;

/** The words that run a program without root's rights; none where nobody is root. */
export function unprivileged(): readonly string[] {
  return process.getuid?.() === 0
    ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "env", "HOME=/tmp"]
    : [];
}
