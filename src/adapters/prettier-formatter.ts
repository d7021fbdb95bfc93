import { FormatError, type Formatter } from "../ports.ts";

interface PrettierFault extends Error {
  readonly loc?: { readonly start?: { readonly line: number; readonly column: number } };
}

function toFormatError(thrown: unknown): FormatError {
  const { message, loc } = thrown as PrettierFault;
  const [reason = message] = message.split("\n");
  // The position stands in the message once more.
  return new FormatError(reason.replace(/ \(\d+:\d+\)$/, ""), loc?.start?.line, loc?.start?.column);
}

/** Loads the formatter for Markdown, YAML and JSON. */
export async function loadPrettierFormatter(): Promise<Formatter> {
  const { format } = await import("prettier");
  return {
    async format(path, text) {
      try {
        return await format(text, { filepath: path, printWidth: 100, proseWrap: "preserve" });
      } catch (thrown) {
        throw toFormatError(thrown);
      }
    },
  };
}
