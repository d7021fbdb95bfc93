import type { Diagnostic, Place } from "../model/diagnostic.ts";
import { mapPlaces } from "./places.ts";

/** What a command with `--json` has to say. */
export interface EnvelopeContents {
  readonly command: string;
  readonly exitCode: number;
  /** Located. */
  readonly diagnostics: readonly Diagnostic[];
  /** A JSON object, or nothing. */
  readonly result?: unknown;
}

/** The one form of all `--json` output, as `schemas/envelope.v1.json` has it; ends with a line break. */
export function renderEnvelope({
  command,
  exitCode,
  diagnostics,
  result,
}: EnvelopeContents): string {
  const envelope = {
    $schema: "https://scaffold.dev/schemas/envelope.v1.json",
    version: 1,
    command,
    ok: exitCode === 0,
    exit_code: exitCode,
    diagnostics: diagnostics.map(diagnosticJson),
    result: result ?? null,
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** A diagnostic as `schemas/diagnostic.v1.json` has it: ranges in the place of offsets. */
export function diagnosticJson(diagnostic: Diagnostic): Diagnostic {
  return mapPlaces(diagnostic, placeJson);
}

function placeJson({ within: _offsets, ...place }: Place): Place {
  return place;
}
