import type { PythonNode } from "../../ports.ts";

/** A name that a scope gets: by a function, a class, an assignment, an import, a parameter. */
export interface Definition {
  /** The scope and the name: `Order.total`; parts of a property have their own. */
  readonly key: string;
  readonly line: number;
}

/** The child of a node that has a part of its own in the grammar. */
export function childAt({ children }: PythonNode, field: string): PythonNode | undefined {
  return children.find((child) => child.field === field);
}

interface Scope {
  /** Names of classes and functions around it, with a dot behind each. */
  readonly prefix: string;
  /** In a function a name may be assigned as often as one likes. */
  readonly isFunction: boolean;
}

/** What an import statement binds. */
function importedNames(node: PythonNode, text: string): readonly string[] {
  return node.children
    .filter(({ field }) => field === "name")
    .map((name) => {
      const alias = name.type === "aliased_import" ? childAt(name, "alias") : undefined;
      const local = alias ?? name;
      const written = text.slice(local.start, local.end);
      // `import a.b` and `import a.c` both bind `a`, and are no clash.
      return alias || node.type !== "import_statement" ? written : `import ${written}`;
    });
}

/** What a decorator makes of a name: `@total.setter` is another part of it, an overload is none. */
function partOf(decorators: readonly string[], name: string): string | undefined {
  const bare = decorators.map((text) => text.replace(/^@\s*/, "").replace(/\(.*$/s, "").trim());
  if (bare.some((one) => /(?:^|\.)overload$/.test(one))) return undefined;
  if (bare.some((one) => /\.(?:register|singledispatch)$/.test(one))) return undefined;
  const own = bare.find((one) => one.startsWith(`${name}.`));
  return own ?? name;
}

/** A function or a class with its decorators; undefined for any other statement. */
export function definitionIn(node: PythonNode): PythonNode | undefined {
  if (node.type === "decorated_definition") return childAt(node, "definition");
  const isOne = node.type === "function_definition" || node.type === "class_definition";
  return isOne ? node : undefined;
}

function decoratorsOf(node: PythonNode, text: string): readonly string[] {
  if (node.type !== "decorated_definition") return [];
  const decorators = node.children.filter(({ type }) => type === "decorator");
  return decorators.map(({ start, end }) => text.slice(start, end));
}

/** Names that one statement binds in a module or a class. */
function boundNames(node: PythonNode, text: string): readonly string[] {
  if (node.type === "import_statement" || node.type === "import_from_statement") {
    return importedNames(node, text);
  }
  const left = node.type === "assignment" ? childAt(node, "left") : undefined;
  return left?.type === "identifier" ? [text.slice(left.start, left.end)] : [];
}

function parameterNames(definition: PythonNode, text: string): readonly string[] {
  return (childAt(definition, "parameters")?.children ?? []).flatMap((parameter) => {
    const name = parameter.type === "identifier" ? parameter : firstName(parameter);
    return name ? [text.slice(name.start, name.end)] : [];
  });
}

/** Every name that a module, its classes and its functions define, in the order of the text. */
export function definitionsOf(module: PythonNode, text: string): readonly Definition[] {
  const found: Definition[] = [];

  function define(node: PythonNode, definition: PythonNode, { prefix }: Scope): void {
    const name = childAt(definition, "name");
    const written = name ? text.slice(name.start, name.end) : "";
    const part = written === "_" ? undefined : partOf(decoratorsOf(node, text), written);
    if (part !== undefined) found.push({ key: prefix + part, line: node.line });
    const inside = `${prefix}${part ?? written}.`;
    for (const parameter of parameterNames(definition, text)) {
      found.push({ key: `${inside}(${parameter})`, line: definition.line });
    }
    const body = childAt(definition, "body");
    const isFunction = definition.type === "function_definition";
    if (body) visit(body, { prefix: inside, isFunction });
  }

  function visit({ children }: PythonNode, scope: Scope): void {
    for (const child of children) {
      const definition = definitionIn(child);
      if (definition) define(child, definition, scope);
      else {
        const names = scope.isFunction ? [] : boundNames(child, text);
        for (const name of names) found.push({ key: scope.prefix + name, line: child.line });
        visit(child, scope);
      }
    }
  }

  visit(module, { prefix: "", isFunction: false });
  return found;
}

/** The name of a parameter with an annotation or a default. */
function firstName({ children, type }: PythonNode): PythonNode | undefined {
  const [first] = children;
  if (!first || type === "comment") return undefined;
  return first.type === "identifier" ? first : firstName(first);
}

/** How often each name is defined. */
export function countOf(definitions: readonly Definition[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of definitions) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
