import pluralize from "pluralize";
import type { ResourceNames } from "../model/graph.ts";

/** Where a word ends inside a run of letters: `orderLine`, `HTTPUrl`. */
const wordBoundary = /([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g;

/** The words of a name in any case, in lower case: `OrderLine`, `order-line` give `order`, `line`. */
function splitWords(name: string): readonly string[] {
  return name
    .replace(wordBoundary, "$& ")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `OrderLine` gives `order_line`. */
export function snakeCase(name: string): string {
  return splitWords(name).join("_");
}

/** `Product` and `blog-post` are the resources `product` and `blog_post`; odd texts stay as they are. */
export function resourceSpelling(name: string): string {
  return /^[A-Za-z][\w -]*$/.test(name) ? snakeCase(name) : name;
}

/** `order_line` gives `OrderLine`. */
export function pascalCase(name: string): string {
  return splitWords(name).map(capitalize).join("");
}

/** `order_line` gives `order-line`. */
export function kebabCase(name: string): string {
  return splitWords(name).join("-");
}

/** `order_line` gives `order line`, for prose. */
export function words(name: string): string {
  return splitWords(name).join(" ");
}

/** Inflects the last word and leaves all before it: `sales_person` gives `sales_people`. */
function inflectLast(name: string, inflect: (word: string) => string): string {
  const start = name.search(/[A-Za-z0-9]+$/);
  return start < 0 ? name : name.slice(0, start) + inflect(name.slice(start));
}

/** The plural of a name in snake or kebab case or of a word: `user` gives `users`. */
export function plural(name: string): string {
  return inflectLast(name, (word) => pluralize.plural(word));
}

/** The singular of a name in snake or kebab case or of a word: `users` gives `user`. */
export function singular(name: string): string {
  return inflectLast(name, (word) => pluralize.singular(word));
}

/**
 * The forms of a resource's name.
 *
 * @param resource - The singular. It is not inflected, so `news` and `data` stay what they are.
 * @param pluralName - The plural, where a person named it.
 */
export function resourceNames(resource: string, pluralName?: string): ResourceNames {
  const name = snakeCase(resource);
  const resources = pluralName === undefined ? plural(name) : snakeCase(pluralName);
  return {
    resource: name,
    Resource: pascalCase(name),
    resources,
    Resources: pascalCase(resources),
    path: kebabCase(resources),
  };
}
