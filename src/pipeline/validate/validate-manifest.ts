import { fault } from "../../diagnostics/catalogue.ts";
import { isSpecifier } from "../../language/version-specifier.ts";
import { isRange } from "../../language/versions.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { SourceDocument } from "../../model/document.ts";
import type { Manifest, ProjectSettings, Use } from "../../model/manifest.ts";
import { listOf, member, objectOf, present, stringOf } from "./read.ts";
import { schemaFaults } from "./schema-faults.ts";
import { withoutFollowers } from "./without-followers.ts";

/**
 * Checks the document of a manifest. There is a manifest wherever the document has settings of a
 * project, so that the uses that can be read are looked at in the same run.
 */
export async function validateManifest(
  document: SourceDocument,
): Promise<Result<Manifest | undefined>> {
  const { validate } = await import("./generated/manifest.js");
  const ofSchema = schemaFaults(validate, document);
  const manifest = readManifest(document);
  const ofRules = manifestRules.flatMap((rule) => rule(manifest, document.file));
  const isUsable = !ofSchema.some(({ place }) => !place?.pointer?.startsWith("/uses/"));
  return {
    value: isUsable ? manifest : undefined,
    diagnostics: [...ofSchema, ...withoutFollowers(ofRules, ofSchema)],
  };
}

function readManifest({ value }: SourceDocument): Manifest {
  const project = member(value, "project");
  const text = (name: string) => stringOf(member(project, name)) ?? "";
  const settings: ProjectSettings = {
    name: text("name"),
    package: text("package"),
    python: text("python"),
    database: text("database"),
    ...present({ description: stringOf(member(project, "description")) }),
  };
  return {
    scaffold: stringOf(member(value, "scaffold")) ?? "",
    target: stringOf(member(value, "target")) ?? "",
    project: settings,
    uses: listOf(member(value, "uses")).map(
      (use): Use => ({
        blueprint: stringOf(member(use, "blueprint")) ?? "",
        with: objectOf(member(use, "with")),
      }),
    ),
    ...present({ $schema: stringOf(member(value, "$schema")) }),
  };
}

type ManifestRule = (manifest: Manifest, file: string) => readonly Diagnostic[];

const manifestRules: readonly ManifestRule[] = [
  engineIsARange,
  pythonIsASpecifier,
  packageCanBeImported,
  usesAreDistinct,
];

function engineIsARange({ scaffold }: Manifest, file: string): readonly Diagnostic[] {
  if (scaffold === "" || isRange(scaffold)) return [];
  return [
    fault("bad-version-range", {
      message: `\`${scaffold}\` is no range of versions`,
      place: { file, pointer: "/scaffold" },
      expected: "the engine's versions that may compile the project, for example `^1`",
    }),
  ];
}

function pythonIsASpecifier({ project }: Manifest, file: string): readonly Diagnostic[] {
  if (project.python === "" || isSpecifier(project.python)) return [];
  return [
    fault("bad-version-range", {
      message: `\`${project.python}\` is no range of Python versions`,
      place: { file, pointer: "/project/python" },
      expected: "a version specifier as `pip` takes it, for example `>=3.11`",
      ...(/^3\.[0-9]+$/.test(project.python) ? { suggestions: [`>=${project.python}`] } : {}),
    }),
  ];
}

/** Python's keywords that are lower case; the schema has refused the others. */
const keywords = new Set(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

function packageCanBeImported({ project }: Manifest, file: string): readonly Diagnostic[] {
  if (!keywords.has(project.package)) return [];
  return [
    fault("bad-project-setting", {
      message: `\`${project.package}\` is a keyword of Python and cannot be imported`,
      place: { file, pointer: "/project/package" },
      suggestions: [`${project.package}_app`],
    }),
  ];
}

function usesAreDistinct({ uses }: Manifest, file: string): readonly Diagnostic[] {
  const seen = new Map<string, number>();
  return uses.flatMap((use, index) => {
    const resource = stringOf(member(use.with, "resource_name"));
    const key = JSON.stringify([use.blueprint, resource]);
    const first = seen.get(key);
    if (use.blueprint === "" || first === undefined) {
      seen.set(key, index);
      return [];
    }
    return fault("duplicate-use", {
      message: `\`${use.blueprint}\`${resource === undefined ? "" : ` for \`${resource}\``} stands twice`,
      place: { file, pointer: `/uses/${index}` },
      related: [{ place: { file, pointer: `/uses/${first}` }, message: "it stands here first" }],
      help: "Merge the two into one",
    });
  });
}
