/** Shell commands of a README, and the headings that they stand below. */
export interface Block {
  readonly section: string;
  readonly heading: string;
  readonly commands: string;
}

/** The `sh` blocks of a Markdown text, in its order. */
export function shellBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let section = "";
  let heading = "";
  for (const [, level, title, commands] of markdown.matchAll(
    /^(##+) (.+)$|^```sh\n([\s\S]*?)^```$/gm,
  )) {
    if (commands !== undefined) blocks.push({ section, heading, commands });
    else if (level === "##") [section, heading] = [title ?? "", title ?? ""];
    else heading = title ?? "";
  }
  return blocks;
}

/** The ids of rows that a block's calls name. */
function idsIn({ commands }: Block): readonly string[] {
  return [...commands.matchAll(/\$(\w+_ID)\b/g)].map(([, name]) => name ?? "");
}

/** The id that a block's calls get by making a row. */
function idOf({ commands }: Block): string | undefined {
  return /^(\w+_ID)=/m.exec(commands)?.[1];
}

/** Calls in an order in which they can be made, and those that need an id which none gives. */
export interface OrderedCalls {
  readonly calls: readonly Block[];
  readonly impossible: readonly Block[];
}

/**
 * Orders the blocks of calls as their text tells a reader to: what a call names is made before it, and
 * deleted when nothing needs it any more.
 */
export function orderCalls(blocks: readonly Block[]): OrderedCalls {
  const isDeletion = ({ commands }: Block) => /^curl -X DELETE/.test(commands);
  const known = new Set<string>();
  const calls: Block[] = [];
  let waiting = blocks.filter((block) => !isDeletion(block));
  for (;;) {
    const next = waiting.find((block) =>
      idsIn(block).every((id) => known.has(id) || id === idOf(block)),
    );
    if (!next) break;
    known.add(idOf(next) ?? "");
    calls.push(next);
    waiting = waiting.filter((block) => block !== next);
  }
  const made = calls.map(({ heading }) => heading);
  const deletions = blocks
    .filter((block) => isDeletion(block) && idsIn(block).every((id) => known.has(id)))
    .sort((a, b) => made.indexOf(b.heading) - made.indexOf(a.heading));
  return { calls: [...calls, ...deletions], impossible: waiting };
}
