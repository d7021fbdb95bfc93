import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import { createNodeReader } from "../../adapters/node-reader.ts";
import { fault } from "../../diagnostics/catalogue.ts";
import { validateFiles } from "../../engine/validate-files.ts";
import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { RegisterContext } from "../command-module.ts";
import { findProject, noProject } from "../find-project.ts";
import { failure, type Outcome } from "../outcome.ts";
import { withProgress } from "../progress.ts";
import type { Session } from "../session.ts";

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function summary(valid: boolean, files: number): string {
  return valid ? `${counted(files, "blueprint")} checked: no faults.` : "";
}

/** Somebody who names a manifest wants its project to be checked. */
function manifestFolder(files: readonly string[], session: Session): string | undefined {
  const [file = ""] = files;
  if (files.length !== 1 || basename(file) !== MANIFEST_FILE) return undefined;
  const path = resolve(session.workingFolder, file);
  return existsSync(path) ? dirname(path) : undefined;
}

async function validateNamed(files: readonly string[], session: Session): Promise<Outcome> {
  const { value, diagnostics } = await withProgress(session, "Validating", () =>
    validateFiles(files, createNodeReader(session.workingFolder)),
  );
  const isValid = !diagnostics.some(({ severity }) => severity === "error");
  return {
    diagnostics,
    text: summary(isValid, value.length),
    result: { checked: files, blueprints: value.map(({ name }) => name) },
    root: session.workingFolder,
  };
}

async function validateAll(session: Session): Promise<Outcome> {
  const root = findProject(session);
  if (root === undefined) return failure(noProject(session));
  // The whole engine is four times what the check of single documents takes to load.
  const { preview } = await import("../../engine.ts");
  const { value, diagnostics } = await withProgress(session, "Validating", () =>
    preview({ changes: [] }, session.portsFor(root)),
  );
  const faults = diagnostics.filter(({ code }) => code !== "conflict");
  const isValid = value !== undefined && !faults.some(({ severity }) => severity === "error");
  const uses = value?.graph.uses.length ?? 0;
  return {
    diagnostics: faults,
    text: isValid ? `${counted(uses, "use")} checked, with all relations: no faults.` : "",
    result: { uses: value?.graph.uses.map(({ id }) => id) ?? [] },
    root,
  };
}

async function validate(
  files: readonly string[],
  all: boolean,
  session: Session,
): Promise<Outcome> {
  if (all && files.length > 0) {
    return failure(fault("usage", { message: "`--check-all` takes no files" }));
  }
  if (all) return validateAll(session);
  const project = manifestFolder(files, session);
  if (project !== undefined) {
    return validateAll({ ...session, options: { ...session.options, project } });
  }
  if (files.length > 0) return validateNamed(files, session);
  const root = findProject(session);
  if (root === undefined) {
    return failure(
      fault("usage", {
        message: "`validate` needs a file here",
        help: "Name a blueprint, or go into a project",
      }),
    );
  }
  return validateAll(session);
}

/** `scaffold validate`: checks blueprints, also outside of a project. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description(
      "Check blueprint files, each on its own. Without a file, or with --check-all: the whole project with all relations.",
    )
    .argument("[files...]", "blueprint documents")
    .option("--check-all", "check the manifest, every blueprint and all their relations")
    .action(async (files: string[], options: { checkAll?: boolean }) =>
      finish(await validate(files, options.checkAll === true, session)),
    );
}
