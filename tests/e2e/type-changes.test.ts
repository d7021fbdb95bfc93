import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { MigratedDatabase } from "../support/alembic.ts";
import { runScript } from "../support/fork-server.ts";
import {
  crud,
  expectInAgreement,
  ID,
  KINDS,
  OTHER_ID,
  revisionAt,
  useDatabases,
} from "../support/migrations.ts";
import { buildProject, copyProject, scaffoldOk } from "../support/scaffold.ts";

/*
 * A field of each pair of types, in one table: its values are stored by the model of before, changed by
 * the migration, read by the model of after, and the other way round.
 */
vi.setConfig({ testTimeout: 300_000 });

const databaseOf = useDatabases();
const STORED_ROWS = resolve("tests/support/stored_rows.py");

/** A pair of types, two values of the first, and what they are of the second and again of the first. */
type Case = readonly [
  before: string,
  after: string,
  values: readonly Json[],
  converted: readonly Json[],
  back?: readonly Json[],
];

const uuid = "6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11";
const noon = "2026-01-31T12:00:00Z";
const late = "2026-01-31T23:59:59.999999Z";

const CASES: readonly Case[] = [
  ["string", "text", ["it's", ""], ["it's", ""]],
  ["string:..20", "string:..40", ["a", "007"], ["a", "007"]],
  ["string", "enum:draft,live", ["draft", "live"], ["draft", "live"]],
  ["string:..64", "enum:draft,live", ["draft", "live"], ["draft", "live"]],
  ["enum:draft,live,gone", "enum:live,draft", ["draft", null], ["draft", null]],
  ["email", "text", ["ada@example.com", null], ["ada@example.com", null]],
  ["string", "int", ["-7", "2147483647"], [-7, 2147483647]],
  ["string", "int:..9000000000", ["9000000000", null], [9000000000, null]],
  ["string", "float", ["0.1", "-1e-7"], [0.1, -1e-7], ["0.1", "-1e-07"]],
  [
    "string",
    "decimal:18.2",
    ["1.5", "-1234567890123456.78"],
    ["1.50", "-1234567890123456.78"],
    ["1.50", "-1234567890123456.78"],
  ],
  ["string", "bool", ["true", "0"], [true, false], ["true", "false"]],
  ["string", "date", ["2024-02-29", null], ["2024-02-29", null]],
  [
    "string",
    "datetime",
    ["2026-01-31T13:00:00+01:00", "2026-01-31"],
    [noon, "2026-01-31T00:00:00Z"],
    ["2026-01-31T12:00:00.000000Z", "2026-01-31T00:00:00.000000Z"],
  ],
  [
    "string",
    "uuid",
    [uuid, "12345678901234567890123456789012"],
    [uuid, "12345678-9012-3456-7890-123456789012"],
    [uuid, "12345678-9012-3456-7890-123456789012"],
  ],
  ["text", "json", ['{"a": [1, "b"]}', "12"], [{ a: [1, "b"] }, 12]],
  ["int", "string:..20", [7, -2147483648], ["7", "-2147483648"]],
  ["int", "int:..9000000000", [7, -2147483648], [7, -2147483648]],
  ["int", "float", [7, null], [7, null]],
  ["int", "decimal:12.2", [7, -2147483648], ["7.00", "-2147483648.00"]],
  ["int", "bool", [1, 0], [true, false]],
  ["int", "json", [7, -1], [7, -1]],
  ["float", "string", [0.1, 0.30000000000000004], ["0.1", "0.30000000000000004"]],
  ["float", "decimal:8.2", [0.1, 2.345], ["0.10", "2.35"], [0.1, 2.35]],
  ["float", "int", [2.5, -2.5], [3, -3], [3, -3]],
  ["decimal:10.2", "decimal:12.4", ["1.50", "-12345678.25"], ["1.5000", "-12345678.2500"]],
  [
    "decimal:18.6",
    "decimal:10.2",
    ["1.505000", "-0.005000"],
    ["1.51", "-0.01"],
    ["1.510000", "-0.010000"],
  ],
  ["decimal:18.2", "string", ["1.50", "-1234567890123456.78"], ["1.50", "-1234567890123456.78"]],
  ["decimal:10.2", "float", ["1.50", "0.10"], [1.5, 0.1]],
  ["decimal:10.2", "int", ["1.50", "-7.00"], [2, -7], ["2.00", "-7.00"]],
  ["bool", "int", [true, false], [1, 0]],
  ["bool", "float", [true, false], [1, 0]],
  ["bool", "decimal:4.2", [true, false], ["1.00", "0.00"]],
  ["bool", "string", [true, false], ["true", "false"]],
  ["bool", "json", [true, false], [true, false]],
  [
    "date",
    "datetime",
    ["2026-01-31", "0002-01-01"],
    ["2026-01-31T00:00:00Z", "0002-01-01T00:00:00Z"],
  ],
  ["date", "string", ["2026-01-31", null], ["2026-01-31", null]],
  [
    "datetime",
    "date",
    [noon, late],
    ["2026-01-31", "2026-01-31"],
    ["2026-01-31T00:00:00Z", "2026-01-31T00:00:00Z"],
  ],
  [
    "datetime",
    "string",
    [noon, late],
    ["2026-01-31T12:00:00.000000Z", "2026-01-31T23:59:59.999999Z"],
  ],
  ["uuid", "string", [uuid, null], [uuid, null]],
  ["json", "text", [{ a: 1 }, "b"], ['{"a": 1}', '"b"']],
  ["json", "int", [7, null], [7, null]],
];

/** Fields, each under its place in the list of cases. */
function fieldsOf(types: readonly string[], modifier: string): readonly string[] {
  return types.map((type, at) => `f${at}:${type}:${modifier}`);
}

/** Two versions of a project: of the types before, and of those after, with the migration. */
function buildVersions(cases: readonly (readonly [string, string, ...unknown[]])[]) {
  const before = buildProject([
    ["new", "shop"],
    crud(
      "sample",
      ...fieldsOf(
        cases.map(([type]) => type),
        "optional",
      ),
    ),
  ]);
  const after = copyProject(before);
  const call = scaffoldOk(
    after,
    crud(
      "sample",
      ...fieldsOf(
        cases.map(([, type]) => type),
        "optional",
      ),
    ),
  );
  return { before, after, warnings: call.stderr };
}

/** Stores rows by the model of a project, or without any reads those that are stored. */
function storedRows(
  project: string,
  { url }: MigratedDatabase,
  rows?: Json,
): readonly JsonObject[] {
  const words = [url, ...(rows === undefined ? [] : [JSON.stringify(rows)])];
  const env = { ...process.env, PYTHONPATH: join(project, "src") };
  const { isOk, stdout, stderr } = runScript(STORED_ROWS, words, { env });
  if (!isOk) throw new Error(stderr);
  return stdout === "" ? [] : JSON.parse(stdout);
}

/** The rows of lists of values, one list for each field. */
function rowsOf(columns: readonly (readonly Json[])[]): readonly JsonObject[] {
  return [OTHER_ID, ID].map((id, row) => ({
    id,
    created_at: noon,
    updated_at: noon,
    ...Object.fromEntries(columns.map((values, at) => [`f${at}`, values[row] ?? null])),
  }));
}

/** The values of each field, as a list. */
function columnsOf(rows: readonly JsonObject[], count: number) {
  return Array.from({ length: count }, (_, at) => rows.map((row) => row[`f${at}`]));
}

/** The cases that a call warned of. */
function warnedCases(cases: readonly (readonly [string, string, ...unknown[]])[], stderr: string) {
  const isWarned = (at: number) => stderr.includes(`warning[doubtful-history]: \`f${at}\` of`);
  return cases.filter((_, at) => isWarned(at)).map(([before, after]) => `${before} > ${after}`);
}

describe("fields of other types", () => {
  let versions: ReturnType<typeof buildVersions>;
  beforeAll(() => {
    versions = buildVersions(CASES);
  });

  /** What the values of each case are, beside the types, so that a difference says where it is. */
  const labeled = (columns: readonly unknown[]) =>
    Object.fromEntries(CASES.map(([before, after], at) => [`${before} > ${after}`, columns[at]]));

  it("are told of where they lose something", () => {
    expect(warnedCases(CASES, versions.warnings)).toEqual([
      "float > decimal:8.2",
      "float > int",
      "decimal:18.6 > decimal:10.2",
      "decimal:10.2 > int",
      "datetime > date",
    ]);
  });

  it.each(KINDS)("keep what is stored, up and down: %s", (kind) => {
    const { before, after } = versions;
    const database = databaseOf(after, kind);
    database.alembic("upgrade", revisionAt(after, 3));
    storedRows(before, database, rowsOf(CASES.map(([, , values]) => values)));

    database.alembic("upgrade", "head");
    expectInAgreement(database);
    expect(labeled(columnsOf(storedRows(after, database), CASES.length))).toEqual(
      labeled(CASES.map(([, , , converted]) => converted)),
    );

    database.alembic("downgrade", "-1");
    expect(labeled(columnsOf(storedRows(before, database), CASES.length))).toEqual(
      labeled(CASES.map(([, , values, , back]) => back ?? values)),
    );
  });

  it.each(KINDS)("have to fit a length that becomes less: %s", (kind) => {
    const { after } = versions;
    const database = databaseOf(after, kind);
    database.alembic("upgrade", "head");
    const longer = CASES.map(([, type]) => (type === "string:..40" ? ["x".repeat(40)] : []));
    storedRows(after, database, rowsOf(longer));
    expect(database.failureOf("downgrade", "-1")).toMatch(/1 in `f1`|value too long/);
  });
});

/** Pairs of types, and values of the first that the second does not have. */
const REFUSED: readonly (readonly [string, string, ...Json[]])[] = [
  ["string", "int", "abc", "1e3000000"],
  ["string", "float", "NaN", "1e400"],
  ["string", "decimal:4.2", "100", "Infinity"],
  ["string", "bool", "maybe", "2"],
  ["string", "date", "today", "2026-02-30"],
  ["string", "datetime", "2026-01-31T12:00:00", "now"],
  ["string", "uuid", "1", "x"],
  ["string", "json", "{", "NaN"],
  ["string", "enum:draft,live", "gone", ""],
  ["string:..64", "enum:draft,live", "gone", ""],
  ["enum:draft,live,gone,late", "enum:live,draft", "gone", "late"],
  ["int", "bool", 5, -1],
  ["float", "int", 1e15, -1e15],
  ["date", "int", "2026-01-31", "2026-02-28"],
  ["json", "date", "2026-01-31", [1]],
];

describe("values that a new type does not have", () => {
  let versions: ReturnType<typeof buildVersions>;
  beforeAll(() => {
    versions = buildVersions(REFUSED);
  });

  it("are told of where none has a value of the other", () => {
    expect(warnedCases(REFUSED, versions.warnings)).toEqual([
      "float > int",
      "date > int",
      "json > date",
    ]);
  });

  it.each(KINDS)("stop the migration before it changes anything: %s", (kind) => {
    const { before, after } = versions;
    const database = databaseOf(after, kind);
    database.alembic("upgrade", revisionAt(after, 3));
    const rows = rowsOf(REFUSED.map(([, , ...values]) => values));
    storedRows(before, database, rows);
    const stored = storedRows(before, database);

    const failure = database.failureOf("upgrade", "head");
    for (const at of REFUSED.keys()) expect(failure).toMatch(`2 in \`f${at}\``);
    expect(storedRows(before, database)).toEqual(stored);
  });
});
