import { fault } from "../../../diagnostics/catalogue.ts";
import type { Rule } from "./rule.ts";

/** Embedded code is the template of exactly one file. */
export const embeddedCodeHasOneFile: Rule = ({ blueprint, document: { file } }) => {
  const { embeddedCode, generates } = blueprint;
  if (embeddedCode === undefined || generates.length === 1) return [];
  const second = generates[1];
  return [
    fault("embedded-code-files", {
      message:
        generates.length === 0
          ? "`embedded_code` is given, and no file is generated from it"
          : `\`embedded_code\` is the template of one file, and ${generates.length} are generated`,
      place: { file, pointer: "/template/embedded_code", side: "key" },
      ...(second
        ? { related: [{ place: { file, pointer: second.pointer }, message: "the second file" }] }
        : {}),
      help: second
        ? "Generate one file, or put the templates into files of their own"
        : "List the file in `relationships.generates`",
    }),
  ];
};

/** Import statements belong to embedded code. */
export const importsHaveCode: Rule = ({ blueprint, document: { file } }) => {
  if (blueprint.imports.length === 0 || blueprint.embeddedCode !== undefined) return [];
  return [
    fault("unused-imports", {
      message: "`imports` are given, and there is no `embedded_code` to need them",
      place: { file, pointer: "/template/imports", side: "key" },
      help: "Remove them; templates in files of their own import what they name with `| name`",
    }),
  ];
};
