import type { Json } from "../../src/model/json.ts";

function document(name: string, members: Readonly<Record<string, Json>>): string {
  const metadata = { name, version: "1.0.0", category: "test", description: "For a test" };
  return JSON.stringify({ metadata, ...members });
}

const words = (choice: readonly string[]) => ({
  type: "array",
  items: { type: "string", enum: choice },
  default: [],
});

/** Methods that a service may have, and fields that a model may have. */
export const METHODS = ["create", "find", "update", "delete", "count", "archive"] as const;
export const FIELDS = ["title", "price", "stock", "weight", "colour"] as const;

const blueprints: Readonly<Record<string, string>> = {
  "blueprints/endpoint.blueprint.json": document("endpoint", {
    parameters: {
      resource_name: { type: "string", required: true },
      fields: words(FIELDS),
      methods: words(METHODS),
      style: { type: "integer", default: 1 },
    },
    relationships: {
      depends_on: ["service-{resource}", "model-{resource}", "app"],
    },
    contributes: [{ slot: "app.parts", value: { name: "{resource}", title: "{Resource}" } }],
  }),
  "blueprints/service.blueprint.json": document("service-{resource}", {
    parameters: { methods: words(METHODS), style: { type: "integer", default: 1 } },
    relationships: { generates: ["services/{resource}.py"] },
  }),
  "blueprints/model.blueprint.json": document("model-{resource}", {
    parameters: { fields: words(FIELDS) },
    relationships: { generates: ["models/{resource}.py"] },
  }),
  "blueprints/app.blueprint.json": document("app", {
    parameters: {
      release: { type: "integer", default: 1 },
      extras: words(["audit", "cache", "mail"]),
    },
    relationships: {
      generates: [
        "app.py",
        "{project}/pyproject.toml",
        "{project}/settings.json",
        "{project}/requirements.txt",
        "{project}/.env.example",
        "{project}/README.md",
      ],
    },
    slots: {
      "app.parts": {
        schema: {
          name: { type: "string", required: true },
          title: { type: "string", required: true },
        },
        key: "name",
        duplicates: "fault",
      },
    },
  }),
};

const app = `"""The application."""

import logging
{% if "cache" in extras %}
from functools import lru_cache
{% endif %}

{% for part in slots["app.parts"] %}
from shop.models.{{ part.name }} import {{ part.title }}
{% endfor %}
{% for part in slots["app.parts"] %}
from shop.services.{{ part.name }} import {{ part.title }}Service
{% endfor %}

LOGGER = logging.getLogger("shop")
RELEASE = {{ release }}
{% for extra in extras %}
{{ extra | upper }}_IS_ON = True
{% endfor %}

MODELS = [
{% for part in slots["app.parts"] %}
    {{ part.title }},
{% endfor %}
]

SERVICES = {
{% for part in slots["app.parts"] %}
    "{{ part.name }}": {{ part.title }}Service,
{% endfor %}
}

__all__ = [
    "MODELS",
    "SERVICES",
{% for extra in extras %}
    "{{ extra | upper }}_IS_ON",
{% endfor %}
]


{% if "cache" in extras %}
@lru_cache
{% endif %}
def start() -> int:
    """Start the application."""
    LOGGER.info("release %s", RELEASE)
    count = len(MODELS)
{% if release > 1 %}
    LOGGER.info("%s models", count)
{% endif %}
    return count
{% if "mail" in extras %}


def send_mail(address: str) -> str:
    """Send a mail."""
    LOGGER.info("mail to %s", address)
    return address
{% endif %}


def stop() -> None:
    """Stop the application."""
    LOGGER.info("stopped")
`;

const model = `"""The model."""

from dataclasses import dataclass
{% if "price" in fields %}
from decimal import Decimal
{% endif %}


@dataclass
class {{ Resource }}:
    """One of {{ resources }}."""

    id: int
{% for field in fields %}
    {{ field }}: {% if field == "price" %}Decimal{% else %}str{% endif %} = {% if field == "price" %}Decimal(0){% else %}"{{ field }}"{% endif %}
{% endfor %}
`;

const service = `"""The service."""

{% if style > 1 %}
import logging

{% endif %}
from shop.models.{{ resource }} import {{ Resource }}
{% if style > 1 %}

LOGGER = logging.getLogger("{{ resource }}")
{% endif %}
{% if style > 2 %}
LIMIT = {{ style }}
{% endif %}


class {{ Resource }}Service:
    """Work on {{ resources }}."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.known: list[{{ Resource }}] = []
{% for method in methods %}

    def {{ method }}(self, number: int) -> int:
        """Do {{ method }}."""
{% if style > 1 %}
        LOGGER.info("{{ method }} %s", number)
{% endif %}
        {{ method }}_result = number + {{ style }}
        return {{ method }}_result
{% endfor %}


def make_{{ resource }}_service() -> {{ Resource }}Service:
    """Make a service."""
    return {{ Resource }}Service()
`;

const pyproject = `[project]
name = "shop"
version = "0.{{ release }}.0"
dependencies = [
    "fastapi>=0.1",
{% for extra in extras %}
    "{{ extra }}>=1",
{% endfor %}
]

[tool.shop]
line = 100
release = {{ release }}
{% for part in slots["app.parts"] %}

[tool.shop.{{ part.name }}]
path = "/{{ part.name }}"
{{ part.name }}_release = {{ release }}
{% endfor %}
`;

const settings = `{
  "name": "shop",
  "release": {{ release }},
{% for extra in extras %}
  "{{ extra }}": { "is_on": true, "{{ extra }}_release": {{ release }} },
{% endfor %}
  "parts": {
{% for part in slots["app.parts"] %}
    "{{ part.name }}": "{{ part.title }}",
{% endfor %}
    "none": null
  },
  "plugins": [
{% for extra in extras %}
    "{{ extra }}-plugin",
{% endfor %}
    "last-plugin"
  ]
}
`;

const requirements = `fastapi>=0.{{ release }}
{% for extra in extras %}
{{ extra }}>={{ release }}
{% endfor %}
{% for part in slots["app.parts"] %}
shop-{{ part.name }}>=1
{% endfor %}
uvicorn>=0.2
`;

const environment = `NAME=shop
RELEASE={{ release }}
{% for part in slots["app.parts"] %}
{{ part.name | upper }}_URL=http://localhost/{{ part.name }}
{% endfor %}
{% for extra in extras %}
{{ extra | upper }}=on
{% endfor %}
`;

const readme = `# Shop

Release {{ release }} of the shop.

## Parts

{% for part in slots["app.parts"] %}
- {{ part.title }}
{% endfor %}

## Extras

{% for extra in extras %}
### {{ extra }}

What {{ extra }} does.

{% endfor %}
## Licence

None.
`;

/** Blueprints and templates of a small shop, with a file of every format that merging knows. */
export const shopLibrary: Readonly<Record<string, string>> = {
  ...blueprints,
  "templates/fastapi/service/services/[resource].py.njk": service,
  "templates/fastapi/model/models/[resource].py.njk": model,
  "templates/fastapi/app/app.py.njk": app,
  "templates/fastapi/app/[project]/pyproject.toml.njk": pyproject,
  "templates/fastapi/app/[project]/settings.json.njk": settings,
  "templates/fastapi/app/[project]/requirements.txt.njk": requirements,
  "templates/fastapi/app/[project]/.env.example.njk": environment,
  "templates/fastapi/app/[project]/README.md.njk": readme,
};
