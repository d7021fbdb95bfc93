import { fault } from "../diagnostics/catalogue.ts";
import { MANIFEST_FILE } from "../language/project-layout.ts";
import { packageReason, type Target } from "../language/target.ts";
import {
  admitsBefore,
  admittedVersions,
  intersectSpecifiers,
  isSpecifier,
} from "../language/version-specifier.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ProjectSettings } from "../model/manifest.ts";

/** Refuses a package that would stand before another one of its name. */
function checkPackage(project: ProjectSettings, target: Target): readonly Diagnostic[] {
  const reason = packageReason(project.package, target);
  if (reason === undefined) return [];
  return [
    fault("bad-project-setting", {
      message: `The package cannot be named \`${project.package}\`: ${reason}`,
      place: { file: MANIFEST_FILE, pointer: "/project/package" },
      suggestions: [`${project.package}_app`],
      help: "`scaffold new` takes another name for it with `--package`",
    }),
  ];
}

/** Refuses a requirement that no Python meets which the code runs on, and one that older ones meet. */
function checkPython(
  { python }: ProjectSettings,
  { languageVersions }: Target,
): readonly Diagnostic[] {
  const [oldest = ""] = languageVersions;
  // What is no specifier was reported with the document.
  if (!isSpecifier(python)) return [];
  const place = { file: MANIFEST_FILE, pointer: "/project/python" };
  if (admittedVersions(python, languageVersions).length === 0) {
    return [
      fault("bad-project-setting", {
        message: `\`${python}\` admits no Python that the code runs on`,
        place,
        expected: `a version specifier that admits the newest release of one of ${languageVersions.join(", ")}, for example \`>=${oldest}\``,
      }),
    ];
  }
  if (!admitsBefore(python, oldest)) return [];
  return [
    fault("bad-project-setting", {
      message: `\`${python}\` admits versions before Python ${oldest}, which the code needs`,
      place,
      suggestions: [intersectSpecifiers([`>=${oldest}`, python]) ?? `>=${oldest}`],
    }),
  ];
}

/** Refuses settings in which the target's code could not be run. */
export function checkSettings(project: ProjectSettings, target: Target): readonly Diagnostic[] {
  return [...checkPackage(project, target), ...checkPython(project, target)];
}

/** Whether names and versions are what they must be in any document; others were reported with it. */
export function areReadable(settings: ProjectSettings, { keywords }: Target): boolean {
  return !keywords.includes(settings.package) && isSpecifier(settings.python);
}
