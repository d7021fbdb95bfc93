import { describe, expect, it } from "vitest";
import { createImportBlock } from "../../../src/language/template/import-block.ts";
import { parseImport } from "../../../src/language/template/imports.ts";

const groups = {
  standardLibrary: new Set(["datetime", "decimal", "logging", "typing", "collections"]),
  firstParty: new Set(["shop", "tests"]),
};

function block(avoid: readonly string[] = []) {
  const imports = createImportBlock(new Set(avoid));
  return {
    ...imports,
    real: (module: string, member: string) => imports.name(module, member, { typesOnly: false }),
    type: (module: string, member: string) => imports.name(module, member, { typesOnly: true }),
    lines: () => imports.print(groups).split("\n"),
  };
}

describe("the import block", () => {
  it("is grouped: future, standard library, third party, own package and tests", () => {
    const { real, module, lines } = block();
    real("tests.support", "client");
    real("shop.models", "User");
    real("fastapi", "APIRouter");
    module("logging", null);
    real("__future__", "annotations");
    expect(lines()).toEqual([
      "from __future__ import annotations",
      "",
      "import logging",
      "",
      "from fastapi import APIRouter",
      "",
      "from shop.models import User",
      "from tests.support import client",
    ]);
  });

  it("sorts constants before classes before functions", () => {
    const { real, lines } = block();
    for (const name of ["datetime", "timedelta", "UTC", "Any"]) real("datetime", name);
    expect(lines()).toEqual(["from datetime import UTC, Any, datetime, timedelta"]);
  });

  it("counts the numbers in names", () => {
    const { real, lines } = block();
    for (const name of ["user_10", "user_2"]) real(`shop.${name}`, name);
    expect(lines()[0]).toBe("from shop.user_2 import user_2");
  });

  it("keeps what only types need under `TYPE_CHECKING`", () => {
    const { type, lines } = block();
    type("shop.models", "User");
    expect(lines()).toEqual([
      "from typing import TYPE_CHECKING",
      "",
      "if TYPE_CHECKING:",
      "    from shop.models import User",
    ]);
  });

  it("imports a name really where both are wanted", () => {
    const { real, type, lines } = block();
    type("decimal", "Decimal");
    real("decimal", "Decimal");
    type("decimal", "Decimal");
    expect(lines()).toEqual(["from decimal import Decimal"]);
  });
});

describe("a name that is taken gets an alias after its module", () => {
  it.each([
    ["datetime", "date", "datetime_date"],
    ["sqlmodel", "Field", "SqlmodelField"],
    ["fastapi.status", "HTTP_OK", "STATUS_HTTP_OK"],
  ])("%s.%s is %s", (module, name, alias) => {
    const { real, lines } = block([name]);
    expect(real(module, name)).toBe(alias);
    expect(lines()).toEqual([`from ${module} import ${name} as ${alias}`]);
  });

  it("by another import too", () => {
    const { real } = block();
    expect([
      real("pydantic", "Field"),
      real("sqlmodel", "Field"),
      real("pydantic", "Field"),
    ]).toEqual(["Field", "SqlmodelField", "Field"]);
  });

  it("longer where the alias is taken as well", () => {
    const { real } = block(["Field", "MainField", "PydanticMainField"]);
    expect(real("pydantic.main", "Field")).toBe("PydanticMainField_2");
  });

  it("also as a module", () => {
    const { module, lines } = block(["logging"]);
    expect(module("logging", null)).toBe("logging_module");
    expect(lines()).toEqual(["import logging as logging_module"]);
  });

  it("but modules of one package share its name", () => {
    const { module } = block();
    expect([module("collections.abc", null), module("collections", null)]).toEqual([
      "collections.abc",
      "collections",
    ]);
  });
});

describe("an import statement", () => {
  it.each([
    "import logging",
    "import a.b as c, d",
    "from decimal import Decimal",
    "from  a.b  import (c, d as e,)",
    "from . import models",
    "from ..models import User",
    "from {package}.models.{resource}_model import {Resource}Model",
  ])("is accepted: %s", (statement) => {
    expect(parseImport(statement)).toBeDefined();
  });

  it.each([
    "",
    "import",
    "Use the database",
    "import a; import b",
    "from a import *",
    "from a import",
    "from import b",
    "import a-b",
    "import a as",
    "import .a",
    "from a import b c",
    "from a import b, , c",
    "from a import b # c",
    "import {a b}",
    `import ${"a".repeat(5_000)}`,
  ])("is refused: %s", (statement) => {
    expect(parseImport(statement)).toBeUndefined();
  });

  it("names what it imports", () => {
    expect(parseImport("from a.b import c, d as e")).toEqual([
      { kind: "member", module: "a.b", member: "c", alias: null },
      { kind: "member", module: "a.b", member: "d", alias: "e" },
    ]);
  });
});
