import { createRequire } from "node:module";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createFormatters, PYTHON_FORMATTER } from "../../../src/adapters/formatters.ts";
import { FormatError } from "../../../src/ports.ts";
import { RUFF } from "../../support/web-assembly.ts";

const require = createRequire(import.meta.url);
const formatters = createFormatters({ wasm: RUFF });

async function faultOf(path: string, text: string): Promise<FormatError> {
  const formatter = await formatters.for(path, "project");
  try {
    await formatter?.format(path, text);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("The text parses");
}

describe("the formatters", () => {
  it("are named in the lock as the one for Python that is installed", () => {
    const { version } = require("@wasm-fmt/ruff_fmt/package.json");
    expect(PYTHON_FORMATTER).toBe(`ruff_fmt ${version}`);
    expect(formatters.id).toBe(PYTHON_FORMATTER);
  });

  it.each(["a.py", "deep/b.py"])("give Python its form: %s", async (path) => {
    const formatter = await formatters.for(path, "built-in");
    expect(await formatter?.format(path, "x = {'a':1}")).toBe('x = {"a": 1}\n');
  });

  it("keep lines of up to 100 columns", async () => {
    const line = `NAMES = ["${"a".repeat(40)}", "${"b".repeat(40)}"]\n`;
    expect(line.length).toBeLessThanOrEqual(101);
    expect(await (await formatters.for("a.py", "built-in"))?.format("a.py", line)).toBe(line);
  });

  it.each(["README.md", "ci.yml", "compose.yaml", "a.json"])(
    "leave %s of a built-in template as it is, and format a project's",
    async (path) => {
      expect(await formatters.for(path, "built-in")).toBeNull();
      expect(await formatters.for(path, "project")).not.toBeNull();
    },
  );

  it.each(["Dockerfile", "alembic.ini", "pyproject.toml", ".env.example", "py"])(
    "know no form for %s",
    async (path) => expect(await formatters.for(path, "project")).toBeNull(),
  );

  it("load each formatter once", async () => {
    expect(await formatters.for("a.py", "project")).toBe(await formatters.for("b.py", "built-in"));
  });
});

describe("a fault that the formatter for Python reports in bytes", () => {
  it.each([
    ["after plain text", "a = 1\nb = = 2\n", 2, 5],
    ["after letters of two bytes", "é = 'ééé'\nb = = 2\n", 2, 5],
    ["on the line of such letters", "x = 'ééé' = = 2\n", 1, 13],
    ["after letters of two code units", "x = '😀😀'; b = = 2\n", 1, 17],
    ["after Windows line endings", "a = 1\r\nb = = 2\r\n", 2, 5],
  ])("has its line and column %s", async (_, text, line, column) => {
    expect(await faultOf("a.py", text)).toMatchObject({ line, column });
  });

  it("has a message without the bytes", async () => {
    expect((await faultOf("a.py", "b = = 2\n")).message).toBe("Expected an expression");
  });
});

describe("a fault that the formatter for other files reports", () => {
  it("has its line and column", async () => {
    expect(await faultOf("a.json", '{\n  "a": b\n}\n')).toMatchObject({ line: 2, column: 8 });
  });

  it("has a message of one line without the position", async () => {
    const { message } = await faultOf("a.yaml", "a: [1\nb: }\n");
    expect(message).not.toMatch(/\n|\(\d+:\d+\)/);
  });
});

describe("the formatter for Python in a thread", () => {
  const worker = resolve("dist/ruff-worker.cjs");

  it("gives the same texts, however many are asked at once, and goes on after a fault", async () => {
    const threaded = await createFormatters({ wasm: RUFF, worker }).for("a.py", "project");
    const texts = Array.from({ length: 200 }, (_, at) => `x = {'a':${at}}`);
    const asked = texts.map((text) => threaded?.format("a.py", text));
    const fault = threaded?.format("a.py", "é = 'ééé'\nb = = 2\n");
    const last = threaded?.format("a.py", "x = 1");
    expect(await Promise.all(asked)).toEqual(texts.map((_, at) => `x = {"a": ${at}}\n`));
    await expect(fault).rejects.toMatchObject({ name: "FormatError", line: 2, column: 5 });
    expect(await last).toBe("x = 1\n");
  });

  it("says why it does not run, each time it is asked", async () => {
    const files = { wasm: "nowhere.wasm", worker };
    const threaded = await createFormatters(files).for("a.py", "project");
    const ask = async () => threaded?.format("a.py", "x = 1");
    await expect(ask()).rejects.toThrow("nowhere.wasm");
    await expect(ask()).rejects.toThrow("nowhere.wasm");
  });
});
