const visible = /^[ -~]*$/;

/**
 * Whether a text has only characters from the space to the tilde, as nearly all texts have. It is asked
 * before a pattern of Unicode's classes, which takes longer to be made ready than all such texts together.
 */
export function isVisibleAscii(text: string): boolean {
  return visible.test(text);
}
