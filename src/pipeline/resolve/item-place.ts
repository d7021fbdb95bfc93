import type { Place } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

/** An item of a list in the data of a use. */
interface ListItem {
  readonly item: unknown;
  /** The path of the list: its name, behind the aliases that lead to the use which has it. */
  readonly each: string | undefined;
}

/** Where a person wrote an item; undefined where it is none of a list that somebody gave. */
export function itemPlace(
  { item, each = "" }: ListItem,
  draft: Draft,
  drafts: ReadonlyMap<string, Draft>,
): Place | undefined {
  const aliases = each.split(".");
  const name = aliases.pop() ?? "";
  let holder: Draft | undefined = draft;
  for (const alias of aliases) {
    const dependency = holder?.dependencies.find(({ declared }) => declared.alias === alias);
    holder = drafts.get(dependency?.id ?? "");
  }
  const list = holder?.data[name];
  if (!holder || !Array.isArray(list) || !Object.hasOwn(holder.given, name)) return undefined;
  const position = list.indexOf(item);
  const pointer = `${holder.place.pointer ?? ""}/with/${name}/${position}`;
  return position < 0 ? undefined : { ...holder.place, pointer };
}
