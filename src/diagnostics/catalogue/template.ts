import type { CatalogueEntry } from "./entry.ts";

export const templateEntries = {
  "template-syntax": {
    severity: "error",
    title: "Syntax of a template",
    cause:
      "A template is text with `{{ values }}`, `{% tags %}` and `{# comments #}`. Something between these marks cannot be read: a mark or a bracket that is not closed, an operator without its value, a tag that ends nothing.",
    remedy:
      "Look at the marked place. `docs/templates.md` shows every tag and operator with an example. Braces that are part of the text itself stand between `{% raw %}` and `{% endraw %}`.",
    example: "```\n{% for field in model.fields %}{{ field.name }}{% endfor %}\n```",
  },
  "template-unaccepted": {
    severity: "error",
    title: "Syntax that templates do not have",
    cause:
      "The syntax is Nunjucks', but not all of it: `include`, `extends`, `import`, `block`, `call`, `filter` blocks, tests with `is`, regular expressions and calls of anything but a macro are left out. A template names what it prints and nothing else, so that a template from somebody else can be used without reading it first.",
    remedy:
      "Use a macro of the same file for what repeats, a filter for what changes a value, and `== null` where a test asked whether something is there.",
    example: "```\n{% if field.default == null %}…{% endif %}\n```",
  },
  "template-unknown-name": {
    severity: "error",
    title: "Unknown name in a template",
    cause:
      "A template uses a name that is neither in its data, nor set, nor a loop's variable, nor a macro's parameter. Nothing is ever printed for an unknown name, in a condition neither.",
    remedy:
      "Correct the name. `scaffold blueprint show NAME` lists a blueprint's parameters; the data of a dependency is known by its alias (`as`).",
  },
  "template-unknown-member": {
    severity: "error",
    title: "Unknown member in a template",
    cause:
      "A template looks up a member or an item that its data does not have. The message names the data's path, with the items of loops as numbers from 0.",
    remedy:
      "Correct the name. Data has every member it may have, with `null` where there is nothing, so a condition tests `== null`.",
    example: "```\n{% if field.default != null %} = {{ field.default | python }}{% endif %}\n```",
  },
  "template-closed-member": {
    severity: "error",
    title: "Closed member",
    cause:
      "`constructor`, `prototype`, `__proto__` and the like lead out of the data. Templates see data only, so these names are closed everywhere.",
    remedy: "Remove the look-up; rename the data's member if it really has this name.",
  },
  "template-unknown-filter": {
    severity: "error",
    title: "Unknown filter",
    cause: "A template uses a filter that does not exist.",
    remedy: "`docs/templates.md` lists the filters, each with an example.",
  },
  "template-arguments": {
    severity: "error",
    title: "Arguments of a filter or a macro",
    cause:
      "A filter or a macro of a template is called with too few or too many arguments, with a name it does not know, or with a value it cannot use.",
    remedy:
      "The message says what the filter or the macro takes; `docs/templates.md` has an example of each filter.",
  },
  "template-value": {
    severity: "error",
    title: "Value that cannot be used here",
    cause:
      "A template prints, adds, compares or loops over something that this is not possible with: `null`, a list or an object in a place for text, text in a place for a list, a division by zero.",
    remedy:
      "Guard with `{% if value != null %}`, give a replacement with the filter `default`, join a list with `join`, or print a literal with `python`, `json` or `toml`.",
    example: '```\n{{ names | join(", ") }}\n```',
  },
  "template-limit": {
    severity: "error",
    title: "Template stopped at a limit",
    cause:
      "A template loops, prints, calls itself or nests without a sensible end. Every template runs within limits, so that none can stop the whole run: they stand in `docs/templates.md`.",
    remedy: "Look for a macro that calls itself, or loops inside loops over long lists.",
  },
  "template-imports": {
    severity: "error",
    title: "Place of the imports",
    cause:
      "Names that a template prints with `name`, `type_name` or `module` are imported at its mark `{{ imports }}`. The mark is missing, stands there twice, or stands inside a loop, a condition or a macro.",
    remedy:
      "Put `{{ imports }}` once, on a line of its own, below the docstring at the head of the file.",
    example:
      '```\n"""Prices."""\n\n{{ imports }}\n\nPRICE = {{ \'decimal.Decimal\' | name }}("1.20")\n```',
  },
  "template-missing": {
    severity: "error",
    title: "Template not found",
    cause:
      "A blueprint generates a file for which there is no template: each file of `generates` has one at `templates/<target>/<document>/<path>.njk`, with `[resource]` for `{resource}`.",
    remedy:
      "Add the template at the path that the message names, or put the text into `template.embedded_code`.",
  },
  "import-statement": {
    severity: "error",
    title: "Not an import statement",
    cause: "Each entry of a blueprint's `imports` is one Python import statement; this one is not.",
    remedy: "Write `import module`, `import module as name` or `from module import name, other`.",
    example: '```json\n"imports": ["from decimal import Decimal"]\n```',
  },
} satisfies Record<string, CatalogueEntry>;
