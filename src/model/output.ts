import type { Ownership } from "./blueprint.ts";
import type { Place, Result } from "./diagnostic.ts";
import type { Origin } from "./document.ts";
import type { Data } from "./graph.ts";

/** Where the template of an output stands. */
export type TemplateSource =
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "embedded";
      readonly origin: Origin;
      readonly file: string;
      readonly pointer: string;
      readonly text: string;
      readonly imports: readonly string[];
    };

/** One file to be made, before its text is known. */
export interface Output {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly mode: 0o644 | 0o755;
  readonly ownership: Ownership;
  readonly template: TemplateSource;
  readonly data: Data;
  /** Names that the text uses for its own things (fields); imports that collide get an alias. */
  readonly avoid: readonly string[];
  /** Where the use's document asks for it. */
  readonly place: Place;
  /** The use that it belongs to, and that use's blueprint. */
  readonly use: string;
  readonly blueprint: string;
}

/** An output with the text that its template gave, and how to find a line's origin. */
export interface RenderedFile {
  readonly output: Output;
  readonly text: string;
  /** Who the template belongs to. */
  readonly origin: Origin;
  /** The template's file, or the document that embeds it, as a user would type it. */
  readonly templateFile: string;
  /** The line of the template that made a line of the text; both from 1. Costly: on failure only. */
  readonly templateLine: (line: number) => number | undefined;
}

/** What rendering an output gives; undefined where its template has a fault. */
export type Rendering = Result<RenderedFile | undefined>;

/** A text in its final form, with its digest. */
export interface FormattedText {
  readonly text: string;
  readonly formattedHash: string;
}

/** A rendered file in its final form. */
export interface FormattedFile extends FormattedText {
  readonly output: Output;
  readonly renderedHash: string;
}
