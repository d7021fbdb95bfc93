import type { Page } from "./diagnostic-pages.ts";

/** A schema of ours, as far as its page needs it. */
export interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly patternErrorMessage?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const definition = "#/$defs/";

/** Names of definitions that have members of their own, and so a section. */
function sectionsOf(root: Schema): ReadonlySet<string> {
  const entries = Object.entries(root.$defs ?? {});
  return new Set(entries.filter(([, schema]) => schema.properties).map(([name]) => name));
}

function heading(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function anchor(name: string): string {
  return `#${name.replaceAll("_", "-")}`;
}

const typeNames: Readonly<Record<string, string>> = {
  array: "list",
  integer: "whole number",
  boolean: "`true` or `false`",
};

/** What a value may be, in words; definitions with a section are linked. */
function typeOf(schema: Schema, root: Schema): string {
  if (schema.$ref?.startsWith(definition)) return typeOfDefinition(schema.$ref, root);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace(/^.*\/(\w+)\.v\d+\.json$/, "$1");
    return `[${name}](${name}.md)`;
  }
  if (schema.enum) return schema.enum.map((value) => code(value)).join(", ");
  if (schema.const !== undefined) return code(schema.const);
  if (schema.items && schema.type === "array") return `list of ${typeOf(schema.items, root)}`;
  if (typeof schema.additionalProperties === "object") {
    return `object of ${typeOf(schema.additionalProperties, root)}`;
  }
  const types = [schema.type ?? []].flat();
  return types.length === 0
    ? "any value"
    : types.map((type) => typeNames[type] ?? type).join(" or ");
}

function typeOfDefinition(reference: string, root: Schema): string {
  const name = reference.slice(definition.length);
  const schema = root.$defs?.[name] ?? {};
  if (!schema.properties) return typeOf(schema, root);
  const link = `[${heading(name).toLowerCase()}](${anchor(name)})`;
  return [schema.type].flat().includes("string") ? `string or ${link}` : link;
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function rowOf([name, schema]: readonly [string, Schema], owner: Schema, root: Schema): string {
  const form =
    schema.patternErrorMessage === undefined ? "" : ` Form: ${schema.patternErrorMessage}.`;
  const fallback = schema.default === undefined ? "" : ` Default: ${code(schema.default)}.`;
  const [example] = schema.examples ?? [];
  const short = example === undefined ? "" : JSON.stringify(example);
  const shown = short !== "" && short.length <= 80 ? `\`${cell(short)}\`` : "";
  const isRequired = owner.required?.includes(name) ? "required" : "";
  const about = cell(`${schema.description ?? ""}${form}${fallback}`);
  return `| \`${name}\` | ${cell(typeOf(schema, root))} | ${isRequired} | ${about} | ${shown} |`;
}

function tableOf(schema: Schema, root: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map((entry) => rowOf(entry, schema, root));
  return `| member | value | | | example |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}`;
}

function exampleOf({ examples }: Schema): readonly string[] {
  const [example] = examples ?? [];
  return example === undefined ? [] : [`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``];
}

/** The members of objects that stand inside another, each under the path that leads to it. */
function nested(schema: Schema, root: Schema, path: readonly string[] = []): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const inner = child.type === "array" && child.items?.properties ? child.items : child;
    if (!inner.properties) return [];
    const here = [...path, name];
    const title = `## \`${here.join(".")}\``;
    return [title, child.description ?? "", tableOf(inner, root), ...nested(inner, root, here)];
  });
}

function alternatives({ oneOf }: Schema, root: Schema): readonly string[] {
  return (oneOf ?? []).flatMap((schema) => [schema.description ?? "", tableOf(schema, root)]);
}

/** The page of one schema: its members, and those of everything in it. */
export function schemaPage(file: string, root: Schema): Page {
  const definitions = [...sectionsOf(root)].flatMap((name) => {
    const schema = root.$defs?.[name] ?? {};
    const members = schema.oneOf ? alternatives(schema, root) : [tableOf(schema, root)];
    return [
      `## ${heading(name)}`,
      schema.description ?? "",
      ...members,
      ...nested(schema, root, [name]),
      ...exampleOf(schema),
    ];
  });
  const parts = [
    `# ${root.title ?? file}`,
    root.description ?? "",
    `Schema: [\`schemas/${file}\`](../../schemas/${file}), known as <${root.$id ?? ""}>.`,
    ...exampleOf(root),
    tableOf(root, root),
    ...nested(root, root),
    ...definitions,
  ];
  return [`reference/${file.replace(/\.v\d+\.json$/, "")}.md`, `${parts.join("\n\n")}\n`];
}

/** The list of all schemas. */
export function schemaIndex(schemas: readonly (readonly [string, Schema])[]): Page {
  const rows = schemas.map(([file, { title, description }]) => {
    const page = file.replace(/\.v\d+\.json$/, ".md");
    return `| [${title}](${page}) | ${cell(description ?? "")} |`;
  });
  const text = `# Reference

The formats that \`scaffold\` reads and writes. Each has a JSON Schema (2020-12) that editors complete
and check from; these pages are made from the schemas.

| format | |
| --- | --- |
${rows.join("\n")}
`;
  return ["reference/README.md", text];
}
