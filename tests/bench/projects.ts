import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const SCAFFOLD = resolve("bin/scaffold.js");

const ROOT = mkdtempSync(join(tmpdir(), "scaffold-bench-"));

let made = 0;

/** A new folder; none is deleted, since creating files is slow for minutes after that. */
export function freshFolder(): string {
  made += 1;
  const folder = join(ROOT, String(made));
  mkdirSync(folder);
  return folder;
}

export function call(folder: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [SCAFFOLD, ...words], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`scaffold ${words.join(" ")}: ${status}\n${stderr}`);
}

/** The fields of every resource. */
export const FIELDS = [
  "name:string:1..120",
  "price:decimal:10.2",
  "sku:string:unique",
  "status:enum:draft,live",
  "stock:int:0..:default=0",
  "released:date:optional",
];

/** A project whose manifest has so many resources, of which nothing but the frame is generated. */
export function describedProject(resources: number): string {
  const parent = freshFolder();
  call(parent, "new", "shop");
  const project = join(parent, "shop");
  const file = join(project, "scaffold.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  for (let index = 0; index < resources; index += 1) {
    manifest.uses.push({
      blueprint: "endpoint-crud",
      with: { resource_name: `item_${index}`, fields: FIELDS },
    });
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  return project;
}

/** A copy of a project in a fresh folder. */
export function copyOf(project: string): string {
  const folder = freshFolder();
  cpSync(project, folder, { recursive: true });
  return folder;
}

/** A folder with so many blueprints; their files are templates, or each embeds one. */
export function blueprintFolder(count: number, embedded: boolean): string {
  const folder = freshFolder();
  for (let index = 0; index < count; index += 1) {
    const template = embedded
      ? {
          embedded_code:
            '"""{{ Resource }}."""\n\n\ndef describe_{{ resource }}() -> str:\n    return "{{ resource }}"\n{% for word in words %}\n# {{ word }}\n{% endfor %}\n',
        }
      : {};
    const document = {
      metadata: {
        name: `create-thing-${index}-{resource}`,
        version: "1.0.0",
        category: "things",
        description: "A thing to measure with",
      },
      parameters: {
        resource_name: { type: "string", required: true },
        words: { type: "array", items: { type: "string" }, default: ["a", "b"] },
      },
      template: { ...template, dependencies: ["fastapi>=0.100,<1"] },
      relationships: {
        depends_on: ["create-model-{resource}"],
        generates: [`things/{resource}_${index}.py`],
      },
    };
    writeFileSync(join(folder, `thing-${index}.blueprint.json`), JSON.stringify(document, null, 2));
  }
  return folder;
}
