import type { CatalogueEntry } from "./entry.ts";

/** Faults of one JSON document: its text, its form, and what can be known of it alone. */
export const documentEntries = {
  "unreadable-file": {
    severity: "error",
    title: "Unreadable file",
    cause: "Something stands at the path, but it is a folder, or the system refuses to read it.",
    remedy: "Name a file, and see that you are allowed to read it.",
  },
  "not-utf8": {
    severity: "error",
    title: "Text that is not UTF-8",
    cause:
      "Documents are UTF-8. Some bytes of this file are no characters in it: it was saved in another encoding, such as UTF-16 or Latin-1, or it is no text at all.",
    remedy:
      "Save the file as UTF-8. A byte order mark at its head is accepted. If the replacement character U+FFFD is meant, write it as `\\ufffd`.",
  },
  "document-too-large": {
    severity: "error",
    title: "Document too large",
    cause: "A document is at most 10 MB. A larger one was made by accident, or to do harm.",
    remedy: "Split it. Long code belongs in template files, beside the document.",
  },
  "document-too-deep": {
    severity: "error",
    title: "Document nested too deep",
    cause: "Objects and lists stand inside one another at most 100 levels deep.",
    remedy: "Make the document flatter.",
  },
  "empty-document": {
    severity: "error",
    title: "Empty document",
    cause: "The file holds nothing but white space.",
    remedy:
      "Write the document, or remove the file. The reference of each format has an example to start from.",
  },
  "not-an-object": {
    severity: "error",
    title: "Document that is no object",
    cause: "Every document is one JSON object. This one is a list, a string, a number, or null.",
    remedy: "Put the document in braces: `{ … }`.",
  },
  "json-syntax": {
    severity: "error",
    title: "Fault of JSON syntax",
    cause:
      "The text is not JSON (RFC 8259). JSON has no comments, no trailing commas, no single quotes, and every key stands in double quotes.",
    remedy:
      "Mend the place that is shown. Reading goes on after most faults, so all are reported at once.",
    example:
      '```json\n{\n  "name": "create-tag",   // a comment: not JSON\n  "version": "1.0.0",     ← a comma with nothing after it\n}\n```\n\nis mended as\n\n```json\n{\n  "name": "create-tag",\n  "version": "1.0.0"\n}\n```',
  },
  "duplicate-key": {
    severity: "error",
    title: "Duplicate key",
    cause:
      "A key stands twice in one object. Most readers of JSON silently take the last, so that half of what was written is ignored.",
    remedy: "Keep one of the two, or rename one.",
    example:
      '```json\n{ "parameters": { "methods": { "type": "array", "type": "string" } } }\n```\n\nis mended as\n\n```json\n{ "parameters": { "methods": { "type": "array" } } }\n```',
  },
  "unknown-member": {
    severity: "error",
    title: "Unknown member",
    cause:
      "An object has a member that means nothing at this place. It is most often a slip of the pen, and then what was meant would not take effect.",
    remedy: "Take one of the names that are suggested, or remove the member.",
    example:
      '```json\n{ "metadata": { "nmae": "create-tag" } }\n```\n\n`nmae` is meant to be `name`.',
  },
  "missing-member": {
    severity: "error",
    title: "Missing member",
    cause: "An object lacks a member that it cannot do without.",
    remedy: "Add the member. The reference of the document shows an example of each.",
  },
  "wrong-type": {
    severity: "error",
    title: "Value of the wrong type",
    cause:
      "A value has another JSON type than its place takes, for example a string where a list is due.",
    remedy: "Write a value of the type that is expected.",
    example:
      '```json\n{ "relationships": { "depends_on": "create-model-tag" } }\n```\n\nis mended as\n\n```json\n{ "relationships": { "depends_on": ["create-model-tag"] } }\n```',
  },
  "unknown-value": {
    severity: "error",
    title: "Unknown value",
    cause: "Only a few values are possible here, and this is none of them.",
    remedy: "Take one of the values that are listed.",
  },
  "malformed-value": {
    severity: "error",
    title: "Malformed value",
    cause: "A value has the right type and not the form that its place asks for.",
    remedy:
      "Write it in the form that is expected; the reference of the document shows an example.",
  },
  "malformed-name": {
    severity: "error",
    title: "Malformed name",
    cause:
      "The name of a parameter, a metric or a slot is a key of an object, and has a form of its own.",
    remedy: "Rename it: lower-case letters, digits and underscores, a letter first.",
  },
  "value-out-of-bounds": {
    severity: "error",
    title: "Value out of bounds",
    cause: "A text, a list or a number is smaller or larger than its place allows.",
    remedy: "Keep within the bound that is shown.",
  },
  "duplicate-item": {
    severity: "error",
    title: "Item that stands twice",
    cause: "A list holds the same thing twice, where once is all that can be meant.",
    remedy: "Remove one of the two.",
  },
  "unknown-placeholder": {
    severity: "error",
    title: "Unknown placeholder",
    cause:
      "A placeholder such as `{resource}` is filled from the data of the use. This one names nothing in it. `{resource}`, `{Resource}` and `{resources}` are known where `resource_name` is a parameter, or where the blueprint's name has the placeholder `{resource}`. Known beside them: `{package}`, members of `{project.…}`, the parameters, the names that dependencies have by `as`, and `{item}` where `each` is given. The blueprint's own name may hold `{resource}` and parameters.",
    remedy: "Correct the name, or declare the parameter that it stands for.",
    example:
      '```json\n{ "relationships": { "generates": ["routes/{ressource}_routes.py"] } }\n```\n\n`{ressource}` is meant to be `{resource}`.',
  },
  "bad-output-path": {
    severity: "error",
    title: "Path that cannot be generated",
    cause:
      "Generated files stay inside the project, and the same path must work on Linux, macOS and Windows. So absolute paths, `..`, backslashes, device names such as `CON`, and anything inside `.git` are refused.",
    remedy:
      "Write a relative path with `/` between its parts. It begins at the package folder, or at the project's root with `{project}/` at its head.",
    example:
      '```json\n{ "relationships": { "generates": ["../tests/test_{resource}.py"] } }\n```\n\nis mended as\n\n```json\n{ "relationships": { "generates": ["{project}/tests/test_{resource}.py"] } }\n```',
  },
  "duplicate-output": {
    severity: "error",
    title: "File that is generated twice",
    cause:
      "A blueprint lists the same file twice. Paths that differ only in upper and lower case count as the same, because some file systems take them for one.",
    remedy: "Remove one of the two, or give each a `when`, so that only one of them holds.",
  },
  "bad-parameter": {
    severity: "error",
    title: "Parameter that contradicts itself",
    cause:
      "What a parameter says of its value cannot all be so: a default that its own checks refuse, or that nobody can leave to it, a `minimum` above the `maximum`, values of an `enum` that are not of its `type`, a word of the command line that another parameter takes.",
    remedy: "Change the part that is shown, so that the parameter agrees with itself.",
    example:
      '```json\n{ "auth_required": { "type": "boolean", "default": "yes" } }\n```\n\nis mended as\n\n```json\n{ "auth_required": { "type": "boolean", "default": true } }\n```',
  },
  "reserved-parameter": {
    severity: "error",
    title: "Reserved name",
    cause:
      "Templates already see something by this name: the names of the resource, the project, or the item of a list. Or the blueprint has a `command`, and the parameter's option is one that such a command has already: `--type`, `--version`, the `--no-x` of a boolean `x`.",
    remedy: "Choose another name for the parameter or the alias.",
  },
  "reserved-command": {
    severity: "error",
    title: "Reserved command",
    cause:
      "The `command` of a blueprint begins with a verb that `scaffold` keeps for itself, such as `plan` or `help`, so nobody could call it.",
    remedy: "Choose another verb.",
  },
  "self-dependency": {
    severity: "error",
    title: "Blueprint that depends on itself",
    cause: "A blueprint that needs itself to be used first can never be used.",
    remedy:
      "Remove the entry. Two tables that point at each other use `refers_to`, which may form a cycle.",
  },
  "contradictory-relation": {
    severity: "error",
    title: "Relations that contradict each other",
    cause: "A blueprint both needs another and refuses to stand beside it.",
    remedy: "Remove one of the two entries.",
  },
  "bad-version-range": {
    severity: "error",
    title: "Malformed version range",
    cause:
      "Versions of `scaffold` and of blueprints are ranged over as npm writes it: `^1`, `>=1.2 <2`, `1.4.x`. Those of Python are a specifier as pip takes it (PEP 440): `>=3.11`, `>=3.11,<3.14`.",
    remedy: "Write a range of that form.",
  },
  "bad-requirement": {
    severity: "error",
    title: "Malformed requirement",
    cause:
      "Each entry of `dependencies` is one requirement as `pip` takes it (PEP 508): a name, extras in brackets, a version specifier, and a marker after `;`. Addresses are refused: the project could not be published with them.",
    remedy: "Write a name and a version specifier.",
    example: '```json\n{ "template": { "dependencies": ["sqlalchemy[asyncio]>=2,<3"] } }\n```',
  },
  "bad-performance-target": {
    severity: "error",
    title: "Malformed performance target",
    cause: "A target says what is measured and its limit: `[p50|p95|p99] OPERATOR NUMBER UNIT`.",
    remedy: "Write for example `p95 < 200ms` or `>= 100 rps`.",
  },
  "bad-history": {
    severity: "error",
    title: "History that cannot work",
    cause:
      "Files of a history, such as migrations, are made one after the other and never again. So each needs a name of its own, all of them one folder, and the document has to say which slot they follow.",
    remedy:
      'Write `{ "path": "…/{history.number}_{history.revision}.py", "ownership": "history", "history": { "slot": …, "revision": …, "parents": … } }`.',
  },
  "bad-slot": {
    severity: "error",
    title: "Slot that cannot work",
    cause:
      "A slot tells its contributions apart by the member that `key` names. The schema must have that member, and every contribution must give it.",
    remedy: "Name a member of the schema, and make it required.",
  },
  "bad-condition": {
    severity: "error",
    title: "Condition that cannot hold",
    cause:
      "A `when` compares data of the use with a value. Here it names a parameter that does not exist, or a value that the parameter can never have.",
    remedy: "Name a parameter, and a value that it may have.",
    example:
      '```json\n{ "path": "auth.py", "when": { "auth_required": "true" } }\n```\n\n`auth_required` is a boolean, so it is compared with `true` without quotes.',
  },
  "embedded-code-files": {
    severity: "error",
    title: "Embedded code without its one file",
    cause:
      "`embedded_code` is the template of one file. The blueprint generates none, or several, so it is not known which is meant.",
    remedy: "Generate exactly one file, or put the templates into files of their own.",
  },
  "unused-imports": {
    severity: "warning",
    title: "Imports that nothing uses",
    cause:
      "`imports` belong to `embedded_code`. Templates in files of their own say what they import where they use it.",
    remedy: "Remove `imports`, or write the code into `embedded_code`.",
  },
  "bad-project-setting": {
    severity: "error",
    title: "Project setting that cannot work",
    cause:
      "A setting of the project has the right form and yet cannot be used, for example a package that is named as a keyword of Python.",
    remedy: "Change the setting as the message says.",
  },
  "duplicate-use": {
    severity: "error",
    title: "Use that stands twice",
    cause:
      "A use is known by its blueprint and its `resource_name`. Two uses of the manifest have both in common.",
    remedy: "Merge the two into one, or name another resource.",
  },
} satisfies Record<string, CatalogueEntry>;
