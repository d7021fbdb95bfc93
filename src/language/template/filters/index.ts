import type { Filter } from "../filter.ts";
import { listFilters } from "./lists.ts";
import { literalFilters } from "./literals.ts";
import { nameFilters } from "./names.ts";
import { textFilters } from "./text.ts";

/** Every filter by its name. */
export const filters: ReadonlyMap<string, Filter> = new Map(
  Object.entries({ ...nameFilters, ...literalFilters, ...textFilters, ...listFilters }),
);
