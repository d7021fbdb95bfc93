import type { BlueprintGraph, UseNode } from "../model/graph.ts";

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: "depends" | "refers";
}

function edgesOf({ uses }: BlueprintGraph): readonly Edge[] {
  return uses.flatMap(({ id, dependencies, references }) => [
    ...dependencies.map((to) => ({ from: id, to, kind: "depends" as const })),
    ...references.map((to) => ({ from: id, to, kind: "refers" as const })),
  ]);
}

function byCategory({ uses }: BlueprintGraph): ReadonlyMap<string, readonly UseNode[]> {
  const groups = new Map<string, UseNode[]>();
  for (const use of uses) {
    const { category } = use.blueprint;
    groups.set(category, [...(groups.get(category) ?? []), use]);
  }
  return groups;
}

/**
 * Mermaid takes letters, digits and underscores as names; what a name begins with keeps words such
 * as `end` from being taken for Mermaid's own, and a category from being taken for a use.
 */
function mermaidId(kind: "use" | "category", id: string): string {
  const safe = id.replaceAll(
    /[^A-Za-z0-9]/gu,
    (character) => `_${character.codePointAt(0)?.toString(16)}`,
  );
  return `${kind}_${safe}`;
}

/** A label in double quotes; `#` begins an entity there. */
function mermaidLabel(text: string): string {
  return `"${text.replaceAll("#", "#35;").replaceAll('"', "#quot;")}"`;
}

/** The graph in Mermaid: full lines are dependencies, dotted lines are references. */
export function drawMermaid(graph: BlueprintGraph): string {
  const groups = [...byCategory(graph)].flatMap(([category, uses]) => [
    `  subgraph ${mermaidId("category", category)}[${mermaidLabel(category)}]`,
    ...uses.map(({ id, isImplied }) => {
      const label = mermaidLabel(id);
      return `    ${mermaidId("use", id)}${isImplied ? `[${label}]` : `([${label}])`}`;
    }),
    "  end",
  ]);
  const edges = edgesOf(graph).map(
    ({ from, to, kind }) =>
      `  ${mermaidId("use", from)} ${kind === "depends" ? "-->" : "-.->"} ${mermaidId("use", to)}`,
  );
  return ["flowchart TD", ...groups, ...edges].join("\n");
}

function dotQuoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** The graph in Graphviz' language. */
export function drawDot(graph: BlueprintGraph): string {
  const nodes = graph.uses.map(
    ({ id, isImplied }) => `  ${dotQuoted(id)} [shape=${isImplied ? "box" : "ellipse"}];`,
  );
  const edges = edgesOf(graph).map(
    ({ from, to, kind }) =>
      `  ${dotQuoted(from)} -> ${dotQuoted(to)}${kind === "refers" ? " [style=dotted]" : ""};`,
  );
  return ["digraph scaffold {", "  rankdir=LR;", ...nodes, ...edges, "}"].join("\n");
}

/** The graph as data. */
export function graphDocument(graph: BlueprintGraph) {
  return {
    nodes: graph.uses.map(({ id, blueprint, names, isImplied, impliedBy }) => ({
      id,
      blueprint: blueprint.name,
      category: blueprint.category,
      resource: names?.resource ?? null,
      implied: isImplied,
      implied_by: impliedBy,
    })),
    edges: edgesOf(graph),
  };
}
