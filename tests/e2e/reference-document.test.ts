import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { buildProject, readTree, scaffold } from "../support/scaffold.ts";

const DOCUMENT = "tests/e2e/seed-blueprint.json";

interface Plan {
  readonly result: { readonly added_uses: readonly string[] };
  readonly diagnostics: readonly { readonly code: string; readonly place: object }[];
}

/** Adds a use to a project's manifest, as a person would by hand. */
function addUse(project: string, use: object): void {
  const file = join(project, "scaffold.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.uses.push(use);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

describe("the reference document", () => {
  it("validates unchanged, outside of a project", () => {
    expect(scaffold(".", ["validate", DOCUMENT]).exitCode).toBe(0);
  });

  describe("as a use of a project", () => {
    let project = "";
    const blueprint = () => join(project, "blueprints/create-route-user.blueprint.json");

    beforeEach(() => {
      project = buildProject([["new", "shop"]]);
      mkdirSync(join(project, "blueprints"));
      copyFileSync(DOCUMENT, blueprint());
      addUse(project, { blueprint: "create-route-user", with: { resource_name: "user" } });
    });

    it("names the model and the service as added uses", () => {
      const plan: Plan = JSON.parse(scaffold(project, ["plan", "--json"]).stdout);
      expect(plan.result.added_uses).toEqual(
        expect.arrayContaining(["create-model-user", "create-service-user"]),
      );
    });

    it("fails on the prose in its embedded code, at its place", () => {
      const call = scaffold(project, ["plan", "--json"]);
      const { diagnostics }: Plan = JSON.parse(call.stdout);
      expect(call.exitCode).toBe(1);
      expect(diagnostics).toEqual([
        expect.objectContaining({
          code: "prose-template",
          place: {
            file: "blueprints/create-route-user.blueprint.json",
            pointer: "/template/embedded_code",
            range: { start: { line: 9, column: 23 }, end: { line: 9, column: 60 } },
          },
        }),
      ]);
    });

    it("writes nothing where it fails", () => {
      const before = readTree(project);
      expect(scaffold(project, ["apply", "--yes"]).exitCode).toBe(1);
      expect(readTree(project)).toEqual(before);
    });

    it("generates its file from a real template, with its imports and requirements", () => {
      const document = JSON.parse(readFileSync(blueprint(), "utf8"));
      document.template.embedded_code =
        '"""Routes of users."""\n\n\nclass Greeting(BaseModel):\n    """What is said."""\n\n    text: str\n\n\nrouter = APIRouter(prefix="/greetings")\n';
      writeFileSync(blueprint(), JSON.stringify(document, null, 2));
      expect(scaffold(project, ["apply"]).exitCode).toBe(0);
      const tree = readTree(project);
      expect(tree["src/shop/routes/user_routes.py"]).toBe(
        '"""Routes of users."""\n\nfrom fastapi import APIRouter\nfrom pydantic import BaseModel\n\n\nclass Greeting(BaseModel):\n    """What is said."""\n\n    text: str\n\n\nrouter = APIRouter(prefix="/greetings")\n',
      );
      expect(tree["pyproject.toml"]).toMatch(/"fastapi>=.*"pydantic>=.*"sqlalchemy/s);
    });
  });
});
