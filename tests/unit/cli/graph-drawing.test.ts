import { describe, expect, it } from "vitest";
import { drawMermaid } from "../../../src/cli/graph-drawing.ts";
import type { BlueprintGraph } from "../../../src/model/graph.ts";

/** A graph of one use; of a use a drawing needs no more than this. */
function graphOf(id: string, category: string): BlueprintGraph {
  const use = { id, blueprint: { category }, isImplied: true, dependencies: [], references: [] };
  return { uses: [use] } as unknown as BlueprintGraph;
}

describe("drawMermaid", () => {
  it("takes no name for a word of Mermaid's own, and no category for a use", () => {
    expect(drawMermaid(graphOf("end", "end"))).toBe(
      ["flowchart TD", '  subgraph category_end["end"]', '    use_end["end"]', "  end"].join("\n"),
    );
  });

  it("escapes what ends a label", () => {
    expect(drawMermaid(graphOf("a", '#1 "best"'))).toContain('["#35;1 #quot;best#quot;"]');
  });
});
