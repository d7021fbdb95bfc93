import type { Current } from "./classify.ts";

/** A file, of whatever it is made, that stands in the place of one of the folders of a path. */
export function fileForFolder(
  path: string,
  standing: (path: string) => Current,
): string | undefined {
  const parts = path.split("/").slice(0, -1);
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  return folders.find((folder) => !["absent", "folder"].includes(standing(folder).kind));
}
