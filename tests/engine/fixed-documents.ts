import type { Json } from "../../src/model/json.ts";

/** A manifest's text with these uses. */
export function manifestWith(uses: readonly Json[]): string {
  const project = { name: "shop", package: "shop", python: ">=3.11", database: "sqlite" };
  return `${JSON.stringify({ scaffold: "^1", target: "fastapi", project, uses }, null, 2)}\n`;
}

const resourceName = { type: "string", required: true };
const fields = { type: "array", items: { format: "field" }, default: ["name:string"] };

function document(name: string, members: Readonly<Record<string, Json>>): string {
  const metadata = { name, version: "1.0.0", category: "test", description: "For a test" };
  return JSON.stringify({ metadata, ...members });
}

/** Blueprints and templates of a small backend: an endpoint on a service on a model, and an application. */
export const smallBackend: Readonly<Record<string, string>> = {
  "blueprints/endpoint.blueprint.json": document("endpoint", {
    parameters: { resource_name: resourceName, fields, plural: { type: "string" } },
    relationships: { depends_on: ["service-{resource}"] },
    contributes: [{ slot: "app.routers", value: { name: "{resources}", title: "{Resource}" } }],
  }),
  "blueprints/service.blueprint.json": document("service-{resource}", {
    parameters: { fields, size: { type: "integer", default: 1 } },
    relationships: {
      depends_on: [{ blueprint: "model-{resource}", as: "model" }],
      generates: ["services/{resource}.py", { path: "big/{resource}.py", when: { size: [2, 3] } }],
    },
  }),
  "blueprints/model.blueprint.json": document("model-{resource}", {
    parameters: { resource_name: resourceName, fields, plural: { type: "string" } },
    relationships: {
      refers_to: [
        {
          blueprint: "model-{item.resource}",
          as: "target",
          each: "fields",
          when: { "item.type": ["ref", "refs"] },
        },
      ],
      generates: ["models/{resource}.py"],
    },
  }),
  "blueprints/app.blueprint.json": document("app", {
    relationships: { generates: ["app.py", { path: "{project}/run.sh", mode: "0755" }] },
    slots: {
      "app.routers": {
        schema: { name: { type: "string", required: true }, title: { type: "string" } },
        key: "name",
        duplicates: "fault",
      },
    },
  }),
  "templates/fastapi/service/services/[resource].py.njk":
    "from .models import {{ model.Resource }}\n\nSIZE = {{ size }}\n",
  "templates/fastapi/service/big/[resource].py.njk": "BIG = {{ size }}\n",
  "templates/fastapi/model/models/[resource].py.njk":
    "class {{ Resource }}:\n{% for field in fields %}\n    {{ field.attribute }} = {{ field.example | python }}\n{% endfor %}\n    path = {{ path | python }}\n",
  "templates/fastapi/app/app.py.njk":
    'ROUTERS = {{ slots["app.routers"] | map("name") | python }}\n',
  "templates/fastapi/app/[project]/run.sh.njk": "#!/bin/sh\nexec {{ package }}\n",
};
