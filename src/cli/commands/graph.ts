import { type Command, Option } from "commander";
import { inspect } from "../../engine.ts";
import type { RegisterContext } from "../command-module.ts";
import { findProject, noProject } from "../find-project.ts";
import { drawDot, drawMermaid, graphDocument } from "../graph-drawing.ts";
import { failure, type Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";

type Form = "mermaid" | "dot" | "json";

async function graph(form: Form, session: Session): Promise<Outcome> {
  const root = findProject(session);
  if (root === undefined) return failure(noProject(session));
  const { value, diagnostics } = await inspect(session.portsFor(root));
  if (!value) return failure(...diagnostics);
  const result = graphDocument(value);
  const drawings: Readonly<Record<Form, () => string>> = {
    mermaid: () => drawMermaid(value),
    dot: () => drawDot(value),
    json: () => JSON.stringify(result, null, 2),
  };
  return { diagnostics, text: drawings[form](), result };
}

/** `scaffold graph`: the uses of the project and how they depend on each other. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Draw the uses of the project and how they depend on each other.")
    .addOption(
      new Option("--format <form>", "how to draw it")
        .choices(["mermaid", "dot", "json"])
        .default("mermaid"),
    )
    .action(async ({ format }: { format: Form }) => finish(await graph(format, session)));
}
