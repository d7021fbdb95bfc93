import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../../schemas");
const files = readdirSync(folder);

interface Schema {
  readonly [keyword: string]: unknown;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function schemaIn(file: string): Schema {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}

const ajv = new Ajv2020({ strict: true, discriminator: true, allowUnionTypes: true });
ajv.addVocabulary(["patternErrorMessage"]);
for (const file of files) ajv.addSchema(schemaIn(file));

/** Every schema of a property or a definition, by its JSON pointer. */
function propertiesOf(schema: unknown, pointer = "#"): readonly (readonly [string, Schema])[] {
  if (Array.isArray(schema)) {
    return schema.flatMap((item, index) => propertiesOf(item, `${pointer}/${index}`));
  }
  if (!isSchema(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (["examples", "default", "enum", "const"].includes(keyword) || !isSchema(value)) {
      return keyword === "oneOf" ? propertiesOf(value, `${pointer}/oneOf`) : [];
    }
    const own = ["properties", "$defs"].includes(keyword)
      ? Object.entries(value).filter((entry): entry is [string, Schema] => isSchema(entry[1]))
      : [];
    const below = own.length > 0 ? own : [["", value] as [string, Schema]];
    return [
      ...own.map(([name, one]) => [`${pointer}/${keyword}/${name}`, one] as const),
      ...below.flatMap(([name, one]) =>
        propertiesOf(one, name === "" ? `${pointer}/${keyword}` : `${pointer}/${keyword}/${name}`),
      ),
    ];
  });
}

describe.each(files)("the schema %s", (file) => {
  const schema = schemaIn(file);

  it("has a versioned address that fits its name", () => {
    expect(schema.$id).toBe(`https://scaffold.dev/schemas/${file}`);
    expect(file).toMatch(/^[a-z]+\.v[0-9]+\.json$/);
  });

  it("says what it is for", () => {
    expect([typeof schema.title, typeof schema.description]).toEqual(["string", "string"]);
  });

  it("uses no keyword that editors warn about", () => {
    expect(JSON.stringify(schema)).not.toMatch(/"(\$dynamicRef|unevaluatedProperties)"/);
  });

  it("allows `$schema` in its documents", () => {
    expect(isSchema(schema.properties) && "$schema" in schema.properties).toBe(
      file !== "diagnostic.v1.json",
    );
  });

  const properties = propertiesOf(schema);

  it("describes every property, with an example", () => {
    const bare = properties.filter(
      ([, { description, examples }]) =>
        typeof description !== "string" || !Array.isArray(examples) || examples.length === 0,
    );
    expect(bare.map(([pointer]) => pointer)).toEqual([]);
    expect(properties.length).toBeGreaterThan(4);
  });

  it("accepts the examples of its properties", () => {
    const refused = properties.filter(([pointer, { examples }]) => {
      const validate = ajv.compile({
        $ref: encodeURI(`${schema.$id}${pointer}`).replaceAll("$", "%24"),
      });
      return Array.isArray(examples) && !examples.every((example) => validate(example));
    });
    expect(refused.map(([pointer]) => pointer)).toEqual([]);
  });

  it("accepts its own examples", () => {
    const examples = Array.isArray(schema.examples) ? schema.examples : [];
    const validate = ajv.getSchema(String(schema.$id));
    expect(examples.filter((example) => !validate?.(example))).toEqual([]);
  });
});
