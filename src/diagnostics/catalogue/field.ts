import type { CatalogueEntry } from "./entry.ts";

/** Faults of the fields of a resource, and of names. */
export const fieldEntries = {
  "invalid-field": {
    severity: "error",
    title: "Malformed field",
    cause:
      "A field is written `name:type[:modifier…]`, or as an object with at least `name` and `type`. Something that belongs to it is missing or of the wrong kind.",
    remedy:
      "Write the name, a colon and the type, then the modifiers, each after a colon. An `enum` is followed by its values, a `ref` or `refs` by the resource that it refers to.",
    example: "```\nprice:decimal:10.2\nstatus:enum:draft,live\nproduct:ref:product:cascade\n```",
  },
  "invalid-name": {
    severity: "error",
    title: "Name in the wrong form",
    cause:
      "Names of fields and resources become names of variables, columns, tables and files, so they have one form: lower-case ASCII letters, digits and single underscores, beginning with a letter. A field has at most 40 characters, a resource 28 and its plural 32, so that the lines in which they meet can still be read. A `ref` is named after the thing it refers to; its column gets the ending `_id` by itself.",
    remedy:
      "Take the suggested name, or another one in snake case; `--plural` names a shorter plural.",
    example: "```\nunitPrice:int     not snake case\nunit_price:int    right\n```",
  },
  "keyword-name": {
    severity: "error",
    title: "Name that is a keyword",
    cause:
      "The language of the generated code keeps this word for itself, so nothing can be named so. Words that are keywords only in some places, such as `type` and `match`, are free.",
    remedy: "Take the suggested name, or another one that says what is meant.",
  },
  "reserved-name": {
    severity: "error",
    title: "Reserved name",
    cause:
      "A framework of the generated backend, or the generated code itself, has a thing of this name at the place where yours would stand, so yours would hide it or be hidden by it. `id`, `created_at` and `updated_at` exist in every resource without being named.",
    remedy: "Take the suggested name, or another one.",
  },
  "clashing-resource": {
    severity: "error",
    title: "Resources that need the same path",
    cause:
      "The path, the table and the lists of a resource are named by its plural, and another resource has that plural already. Most often the plural was typed where the resource is named in the singular.",
    remedy: "Name the resource in the singular. To have both, choose a `--plural` for one of them.",
    example:
      "```\nscaffold endpoint --type crud product\nscaffold endpoint --type crud products    the same path, /products\n```",
  },
  "unknown-field-type": {
    severity: "error",
    title: "Unknown field type",
    cause:
      "The word after the name is no type. Types are `string`, `text`, `int`, `float`, `decimal`, `bool`, `date`, `datetime`, `uuid`, `email`, `url`, `json`, `enum`, `ref` and `refs`.",
    remedy:
      "Take one of these. What other languages call `str`, `boolean` or `timestamp` is `string`, `bool` and `datetime` here.",
  },
  "unknown-modifier": {
    severity: "error",
    title: "Unknown modifier",
    cause:
      "Something that follows the type, or a member of a field's object, is not known. A default may hold colons, so `default=` stands last and takes all that follows it.",
    remedy: "Look at the spelling, or take the modifier out.",
    example: "```\nsku:string:uniqe    unknown\nsku:string:unique   right\n```",
  },
  "misplaced-modifier": {
    severity: "error",
    title: "Modifier that does not fit the type",
    cause:
      "The modifier exists, but says nothing for this type: a `bool` has no bounds, and a `text` has no bounded size by which it could be indexed.",
    remedy:
      "Take it out, or take another type. A text that is looked up is a `string` with a greatest length.",
  },
  "repeated-modifier": {
    severity: "error",
    title: "Modifier given twice",
    cause: "A modifier stands twice, or two that exclude one another stand together.",
    remedy: "Keep one of them.",
  },
  "conflicting-modifiers": {
    severity: "error",
    title: "Modifiers that contradict one another",
    cause:
      "Two modifiers cannot both hold: `set-null` on a field that may not be null, or a default on a `unique` field, which only one row could take.",
    remedy: "Take one of them out. `set-null` needs `optional` beside it.",
    example: "```\nowner:ref:person:set-null:optional\n```",
  },
  "invalid-bounds": {
    severity: "error",
    title: "Impossible bounds",
    cause:
      "Bounds are `MIN..MAX`, both inclusive, either of which may be left out. Those of a `string` are its length, from 0 to 10,000 characters (255 where no greatest length is named), and at most 400 where it is `unique` or `index`, since PostgreSQL indexes nothing longer; those of an `int` or a `float` its value. They must leave more than one value.",
    remedy: "Put the lesser bound first. Longer texts are of type `text`.",
    example: "```\nname:string:1..120\nstock:int:0..\n```",
  },
  "invalid-digits": {
    severity: "error",
    title: "Impossible number of digits",
    cause:
      "A `decimal` needs `P.S`: the number of digits in all, 1 to 18, and how many of them stand after the point.",
    remedy: "Write for example `decimal:10.2`, which holds up to 99999999.99.",
  },
  "invalid-enum-values": {
    severity: "error",
    title: "Impossible values of an enum",
    cause:
      "An `enum` has 2 to 100 values of letters, digits, `-`, `_` and `.`, each at most 64 characters. Values that differ only in case or punctuation are refused, as they would have one name in code.",
    remedy: "Write the values with commas and no spaces.",
    example: "```\nstatus:enum:draft,in-review,live\n```",
  },
  "invalid-default": {
    severity: "error",
    title: "Default that the field refuses",
    cause: "The default is no value of the field's type, or lies outside its bounds.",
    remedy: "Give a value that a client could send, in the form that is shown.",
    example:
      "```\nactive:bool:default=true\nprice:decimal:10.2:default=9.90\nopened:datetime:default=2024-05-17T09:30:00Z\n```",
  },
  "duplicate-field": {
    severity: "error",
    title: "Field named twice",
    cause:
      "Two fields of one resource have the same name, or one change says two things of the same field.",
    remedy: "Rename or remove one of them. To change a field, name it once, with what it shall be.",
  },
  "clashing-field": {
    severity: "error",
    title: "Fields that need the same name",
    cause:
      "A field may own more than its name. `product:ref:product` also owns `product_id`, `tags:refs:tag` also owns `tag_ids`, a reference to its own resource owns the other side (`categories_by_parent`), a field that lists are filtered by owns their parameters (`price:int:index` also `price_min` and `price_max`), and a renamed field takes over its old name's data. What every list or row has (`limit`, `sort`, `owner_id` of `--owned`) is taken as well.",
    remedy:
      "Rename one of the fields, or leave away what makes it need the name, such as `index`. The first name of a renamed field stays with it, since its data is found by that: a new field needs another one. `--rename NEW:OLD` takes a rename back.",
  },
} satisfies Record<string, CatalogueEntry>;
