import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { processCaller } from "../../src/cli/caller.ts";
import { openEngine, portsFactory } from "../../src/cli/ports.ts";
import { prepare } from "../../src/engine/prepare.ts";
import type { Reads } from "../../src/language/template/reads.ts";
import type { Data } from "../../src/model/graph.ts";
import type { Output } from "../../src/model/output.ts";
import type { Ports } from "../../src/ports.ts";
import { rendered } from "../support/rendered.ts";
import { buildProject, readCommands } from "../support/scaffold.ts";

const PROJECTS = [
  ...readdirSync("tests/generated/projects").map((file) => join("tests/generated/projects", file)),
  "examples/newsroom/commands.txt",
  "examples/shop/commands.txt",
];

function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value without what is not read of it. */
function onlyRead(value: unknown, reads: Reads | "all"): unknown {
  if (reads === "all" || !isObject(value)) return value;
  const kept: Data = Object.create(null);
  for (const [member, inner] of Object.entries(reads)) {
    if (Object.hasOwn(value, member)) kept[member] = onlyRead(value[member], inner);
  }
  return kept;
}

describe.each(PROJECTS)("the templates of %s", (commands) => {
  let ports: Ports;
  let outputs: readonly Output[] = [];

  beforeAll(async () => {
    const root = buildProject(readCommands(commands));
    const engine = openEngine({ packageRoot: resolve("."), version: "1.0.0" });
    ports = portsFactory(engine, { caller: processCaller(), words: [], sync: false })(root);
    const { value } = await prepare({ changes: [] }, ports);
    ports.formatters.rest();
    outputs = value?.placement.outputs ?? [];
  });

  it("give the same from no more of their data than the build says that they read", () => {
    const target = { standardLibrary: [] };
    const pruned = outputs.map((output) => {
      const { template, data } = output;
      const outline = template.kind === "file" ? ports.templates.outline(template.path) : null;
      const reads = outline?.reads ? { ...outline.reads, package: "all" as const } : "all";
      return { ...output, data: onlyRead(data, reads) as Data };
    });
    expect(outputs.length).toBeGreaterThan(50);
    const textsOf = (all: readonly Output[]) =>
      rendered(all, { ...ports, target }).value.map(({ output, text }) => [output.path, text]);
    expect(textsOf(pruned)).toEqual(textsOf(outputs));
  });
});
