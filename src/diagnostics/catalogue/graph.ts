import type { CatalogueEntry } from "./entry.ts";

/** Faults of how blueprints and uses relate to one another. */
export const graphEntries = {
  "unknown-blueprint": {
    severity: "error",
    title: "Unknown blueprint",
    cause: "A use names a blueprint that neither the engine nor the project has.",
    remedy:
      "Correct the name; `scaffold blueprint list` shows all of them. A blueprint of your own stands in `blueprints/` and ends in `.blueprint.json`.",
  },
  "ambiguous-blueprint": {
    severity: "error",
    title: "Ambiguous blueprint",
    cause:
      "Two documents of the project answer to one name, by the same name or by two patterns that both match. An exact name beats a pattern and the project's beats the engine's, but here neither rule decides.",
    remedy: "Rename one of them, or give one an exact name.",
  },
  "ambiguous-command": {
    severity: "error",
    title: "Ambiguous command",
    cause:
      "Two blueprints bring one command, or one of two that share a verb has no `--type`. So it cannot be said which of them a call means.",
    remedy:
      "Give one of them another verb, or another `--type`. A blueprint that is to stand in for a built-in one has its name.",
  },
  "resource-mismatch": {
    severity: "error",
    title: "Resource mismatch",
    cause:
      "The blueprint's name in a use binds the resource (`create-model-user` is for `user`), but `resource_name` says another one.",
    remedy: "Make the two agree.",
  },
  "duplicate-use": {
    severity: "error",
    title: "Duplicate use",
    cause:
      "The manifest uses one blueprint twice for the same resource. A use is known by its blueprint and its resource, so the two cannot be told apart.",
    remedy: "Merge the two uses into one.",
  },
  contradiction: {
    severity: "error",
    title: "Contradiction",
    cause:
      "Two answers cannot both be had: rows that belong to the callers who made them, in a service that knows no callers. A blueprint says which of its arguments, or of what it depends on, exclude one another.",
    remedy: "Change one of the two; the diagnostic says how.",
  },
  "unknown-argument": {
    severity: "error",
    title: "Unknown argument",
    cause: "A use gives an argument that its blueprint has no parameter for.",
    remedy: "Correct the name; `scaffold blueprint show NAME` lists the parameters.",
  },
  "missing-argument": {
    severity: "error",
    title: "Missing argument",
    cause: "A blueprint has a required parameter, and the use does not give it.",
    remedy:
      "Add it to the use's `with`. What an implied use needs is given to that use: name it in the manifest as well.",
  },
  "invalid-argument": {
    severity: "error",
    title: "Invalid argument",
    cause:
      "The value of an argument is not of the parameter's type, not in its list of values, or does not match its pattern.",
    remedy: "Give a value as the diagnostic says.",
  },
  "argument-disagreement": {
    severity: "error",
    title: "Uses disagree",
    cause:
      "Two uses lead to the same other use and hand it different arguments, or hand it something else than it already has.",
    remedy:
      "Give the argument in one place only: in the use that owns it, or in one of those that imply it.",
  },
  "missing-dependency": {
    severity: "error",
    title: "Missing dependency",
    cause:
      "A blueprint depends on another, and no blueprint answers to that name, so it cannot be added.",
    remedy: "Correct the name in `depends_on`, or add a blueprint of that name to `blueprints/`.",
  },
  "missing-reference": {
    severity: "error",
    title: "Missing reference",
    cause:
      "A field refers to a resource that the project does not have. A reference never adds what it refers to: what that resource should look like is yours to say.",
    remedy: "Add the resource first, or correct its name in the field.",
    example:
      "```\nscaffold endpoint --type crud product name:string\nscaffold endpoint --type crud review product:ref:product\n```",
  },
  "impossible-first-row": {
    severity: "error",
    title: "No first row can exist",
    cause:
      "Resources refer to each other in a circle, or one to itself, and every field on the way is required. A row could only be stored after another that needs it.",
    remedy: "Make one of the fields `optional`.",
    example:
      "```\nscaffold endpoint --type crud category name:string parent:ref:category:optional\n```",
  },
  "dependency-cycle": {
    severity: "error",
    title: "Dependency cycle",
    cause:
      "Blueprints depend on each other in a circle, so there is no order in which to compile them; or a pattern implies ever longer names, so that there is no end. The diagnostic shows the whole circle, or how it begins.",
    remedy:
      "Take one of the dependencies away. Two resources that point at each other use `refers_to`, which may go in circles.",
  },
  "version-mismatch": {
    severity: "error",
    title: "Version mismatch",
    cause: "A blueprint asks for a version range of another, and the one found is outside of it.",
    remedy: "Widen the range, or take another version of the blueprint.",
  },
  "blueprint-conflict": {
    severity: "error",
    title: "Blueprints in conflict",
    cause: "A blueprint declares in `conflicts_with` that it cannot be used beside another.",
    remedy: "Remove one of the two uses.",
  },
  "unknown-slot": {
    severity: "error",
    title: "Unknown slot",
    cause:
      "A blueprint contributes to a slot, or to a place in a slot, that no use declares; or several uses declare the slot, and the contribution does not say whose it means.",
    remedy:
      "Correct the name, or name the owner with `to`. Where the contribution may be left out when nobody owns the slot, say `only_if_used`.",
  },
  "invalid-contribution": {
    severity: "error",
    title: "Invalid contribution",
    cause: "A value that is contributed to a slot does not fit the slot's schema.",
    remedy:
      "Give the members that the slot asks for; `scaffold blueprint show NAME` lists those of each slot of a blueprint.",
  },
  "slot-clash": {
    severity: "error",
    title: "Two contributions with one key",
    cause: "Two uses contribute the same key to a slot in which each key may stand once.",
    remedy: "Rename one of them: often two resources lead to the same path or class name.",
  },
  "requirement-conflict": {
    severity: "error",
    title: "Requirements in conflict",
    cause: "Two blueprints ask for ranges of one Python package that have no version in common.",
    remedy: "Widen one of the ranges in `template.dependencies`.",
  },
  "invalid-output-path": {
    severity: "error",
    title: "Invalid output path",
    cause:
      "A path in `generates` leads out of the project, cannot exist on every system, or belongs to the engine.",
    remedy: "Give a relative path below the package, or below the project with `{project}/`.",
  },
  "output-clash": {
    severity: "error",
    title: "Two blueprints generate one file",
    cause:
      "Two uses generate the same path, paths that differ only in upper and lower case, or a file where the other needs a folder.",
    remedy: "Remove one of the two, or override the built-in blueprint under its own name.",
  },
  "missing-required-file": {
    severity: "error",
    title: "Missing required file",
    cause:
      "A blueprint's `required_files` names a file that no use generates and that is not on disk either.",
    remedy: "Write the file, add the use that generates it, or correct the path.",
  },
  "still-needed": {
    severity: "error",
    title: "Still needed",
    cause:
      "A use that is to be removed is needed by another one: a field of another resource refers to it, or another use depends on it and would get it with other arguments, for example without its fields.",
    remedy:
      "Remove what needs it first, or drop the field that refers to it: `scaffold endpoint --type crud review --drop product`.",
  },
} satisfies Record<string, CatalogueEntry>;
