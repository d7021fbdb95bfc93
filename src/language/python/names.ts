import type { PythonNode } from "../../ports.ts";
import { childAt } from "./definitions.ts";
import {
  bind,
  classScope,
  moduleScope,
  type NameTable,
  type OpenUse,
  type Scope,
  scopeIn,
  tableOf,
  textOf,
  VALUE,
} from "./scopes.ts";

function visitAll(nodes: readonly PythonNode[], scope: Scope, isType = false): void {
  for (const node of nodes) visit(node, scope, isType);
}

function visitField(node: PythonNode, field: string, scope: Scope): void {
  const child = childAt(node, field);
  if (child) visit(child, scope);
}

/** @param isType - Whether a text in quotes holds names of types. */
function visit(node: PythonNode, scope: Scope, isType = false): void {
  const read = READERS[node.type];
  if (read) read(node, scope, isType);
  else visitAll(node.children, scope, isType);
}

function useName(node: PythonNode, scope: Scope): void {
  scope.reading.uses.push({ scope, name: textOf(node, scope), line: node.line });
}

function readString(node: PythonNode, scope: Scope, isType: boolean): void {
  if (isType) useQuoted(node, scope);
  visitAll(node.children, scope);
}

function useQuoted(node: PythonNode, scope: Scope): void {
  const content = node.children.find(({ type }) => type === "string_content");
  for (const [name] of content ? textOf(content, scope).matchAll(/(?<![.\w])[A-Za-z_]\w*/g) : []) {
    scope.reading.uses.push({ scope, name, line: node.line });
  }
}

function readAttribute(node: PythonNode, scope: Scope, found: OpenUse[]): void {
  const [object, attribute] = [childAt(node, "object"), childAt(node, "attribute")];
  if (object?.type === "identifier" && attribute) {
    const [name, member] = [textOf(object, scope), textOf(attribute, scope)];
    found.push({ scope, name, member, line: attribute.line });
  }
  if (object) visit(object, scope);
}

function readSubscript({ children }: PythonNode, scope: Scope, isType: boolean): void {
  const [head, ...rest] = children;
  if (!head) return;
  visit(head, scope);
  const isLiteral = /(?:^|\.)Literal$/.test(textOf(head, scope));
  if (!isLiteral) visitAll(rest, scope, isType);
}

function readCall(node: PythonNode, scope: Scope): void {
  const called = childAt(node, "function");
  const isCast = called !== undefined && /(?:^|\.)cast$/.test(textOf(called, scope));
  for (const part of node.children) {
    const [first, ...others] = isCast && part !== called ? part.children : [];
    if (first) {
      visit(first, scope, true);
      visitAll(others, scope);
    } else visit(part, scope);
  }
}

function bindImports(node: PythonNode, scope: Scope): void {
  const isModule = node.type === "import_statement";
  for (const name of node.children) {
    if (name.type === "wildcard_import") scope.reading.hasStarImport = true;
    if (name.field !== "name") continue;
    const alias = childAt(name, "alias");
    const imported = textOf(childAt(name, "name") ?? name, scope);
    const [first = imported] = imported.split(".");
    const local = alias ? textOf(alias, scope) : first;
    const member = local === imported ? VALUE : `member ${imported}`;
    const module = `module ${alias ? imported : first}`;
    scope.reading.imported.add(local);
    bind(local, { scope, line: name.line }, isModule ? module : member);
  }
}

function bindTypeParameters(node: PythonNode, outer: Scope): Scope {
  const parameters = childAt(node, "type_parameters");
  if (!parameters) return outer;
  const scope = scopeIn(outer, "expression");
  for (const parameter of parameters.children) bindTypeParameter(parameter, scope);
  return scope;
}

/** `T`, `*Ts`, `T: Base` and `T = Default` begin with their name. */
function bindTypeParameter(node: PythonNode, scope: Scope): void {
  const [first, ...rest] = node.children;
  if (node.type === "identifier") bindTarget(node, scope);
  else if (first) {
    bindTypeParameter(first, scope);
    visitAll(rest, scope, true);
  }
}

function readDecorated(node: PythonNode, scope: Scope): void {
  const isStatic = node.children.some((one) => /^@\s*staticmethod\b/.test(textOf(one, scope)));
  for (const child of node.children) {
    if (child.type === "function_definition") readDefinition(child, scope, isStatic);
    else visit(child, scope);
  }
}

function readDefinition(node: PythonNode, scope: Scope, isStatic: boolean): void {
  const name = childAt(node, "name");
  if (name) bind(textOf(name, scope), { scope, line: node.line });
  const around = bindTypeParameters(node, scope);
  const parameters = childAt(node, "parameters")?.children ?? [];
  const [first] = parameters;
  const isMethod = scope.kind === "class" && !isStatic && first?.type === "identifier";
  const self = isMethod ? { name: textOf(first, scope), owner: scope } : undefined;
  const inside = scopeIn(around, "function", self);
  for (const parameter of parameters) bindParameter(parameter, { around, inside });
  visitField(node, "return_type", around);
  visitField(node, "body", inside);
}

/** Types and defaults are read where the function is defined. */
function bindParameter(
  node: PythonNode,
  scopes: { readonly around: Scope; readonly inside: Scope },
): void {
  if (node.type === "identifier") bindTarget(node, scopes.inside);
  for (const child of node.children) {
    if (child.field === "type" || child.field === "value") visit(child, scopes.around);
    else bindTarget(child, scopes.inside);
  }
}

function readClass(node: PythonNode, scope: Scope): void {
  const name = childAt(node, "name");
  const written = name ? textOf(name, scope) : "";
  bind(written, { scope, line: node.line });
  const around = bindTypeParameters(node, scope);
  visitField(node, "superclasses", around);
  visitField(node, "body", classScope(around, written, scope));
}

function readTypeAlias(node: PythonNode, scope: Scope): void {
  const [left, right] = [childAt(node, "left")?.children[0], childAt(node, "right")];
  const inside = scopeIn(scope, "expression");
  const [name, ...parameters] = left?.type === "generic_type" ? left.children : [left];
  if (name) bindTarget(name, scope);
  for (const parameter of parameters) {
    for (const one of parameter?.children ?? []) bindTypeParameter(one, inside);
  }
  if (right) visit(right, inside);
}

function readAssignment(node: PythonNode, scope: Scope): void {
  const left = childAt(node, "left");
  const isExported = left !== undefined && textOf(left, scope) === "__all__";
  for (const child of node.children) {
    if (child !== left) visit(child, scope, isExported);
    else if (node.type === "augmented_assignment") visit(child, scope);
    else bindTarget(child, scope);
  }
}

function readGlobals({ children }: PythonNode, scope: Scope): void {
  for (const name of children) scope.globals.add(textOf(name, scope));
}

/** It defines its name around the lists that are made of others. */
function readNamedExpression(node: PythonNode, scope: Scope): void {
  let around = scope;
  while (around.kind === "expression" && around.outer) around = around.outer;
  const name = childAt(node, "name");
  if (name) bindTarget(name, around);
  visitField(node, "value", scope);
}

/** What is assigned to: names, members, and parts of what was made elsewhere. */
function bindTarget(node: PythonNode, scope: Scope): void {
  const { type, line } = node;
  if (type === "identifier") bind(textOf(node, scope), { scope, line });
  else if (type === "attribute") readAttribute(node, scope, scope.reading.members);
  else if (type === "subscript") visit(node, scope);
  else for (const child of node.children) bindTarget(child, scope);
}

/** A pattern defines each plain name in it; a name with dots, or of a class, is used. */
function bindPattern(node: PythonNode, scope: Scope): void {
  const { type, children } = node;
  const [first, ...rest] = children;
  const isNamed = type === "class_pattern" || type === "keyword_pattern";
  const named = type === "class_pattern" ? first?.children[0] : first;
  if (type === "identifier") bindTarget(node, scope);
  else if (type === "dotted_name" && children.length === 1) bindTarget(named ?? node, scope);
  else if (type === "dotted_name" || type === "class_pattern") visit(named ?? node, scope);
  if (type === "dotted_name") return;
  for (const child of isNamed ? rest : children) bindPattern(child, scope);
}

type Reader = (node: PythonNode, scope: Scope, isType: boolean) => void;

const readMade: Reader = (node, scope) => visitAll(node.children, scopeIn(scope, "expression"));
const readFunction: Reader = (node, scope) => readDefinition(node, scope, false);

/** What is more than the nodes in it. */
const READERS: Readonly<Record<string, Reader>> = {
  __proto__: null as never,
  as_pattern_target: bindTarget,
  assignment: readAssignment,
  attribute: (node, scope) => readAttribute(node, scope, scope.reading.uses),
  augmented_assignment: readAssignment,
  call: readCall,
  case_pattern: bindPattern,
  class_definition: readClass,
  decorated_definition: readDecorated,
  dictionary_comprehension: readMade,
  for_in_clause: readAssignment,
  for_statement: readAssignment,
  function_definition: readFunction,
  future_import_statement: () => undefined,
  generator_expression: readMade,
  generic_type: readSubscript,
  global_statement: readGlobals,
  identifier: useName,
  import_from_statement: bindImports,
  import_statement: bindImports,
  keyword_argument: (node, scope) => visitField(node, "value", scope),
  lambda: readFunction,
  list_comprehension: readMade,
  member_type: (node, scope) => visitAll(node.children.slice(0, 1), scope),
  named_expression: readNamedExpression,
  nonlocal_statement: () => undefined,
  set_comprehension: readMade,
  string: readString,
  subscript: readSubscript,
  type: (node, scope) => visitAll(node.children, scope, true),
  type_alias_statement: readTypeAlias,
};

/** Finds what the names of a module stand for, wherever it uses them. */
export function namesOf(module: PythonNode, text: string): NameTable {
  const scope = moduleScope(text);
  visitAll(module.children, scope);
  return tableOf(scope);
}
