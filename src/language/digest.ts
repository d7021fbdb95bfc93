import { hash } from "node:crypto";

/** A text with LF line endings, as every hash and comparison sees it. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}

/** SHA-256 of the text with LF line endings, in hex. */
export function digest(text: string): string {
  return hash("sha256", withLineFeeds(text), "hex");
}

/** SHA-256 of bytes as they are, in hex: what tells whether a file is still the same. */
export function bytesDigest(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex");
}
