import { lookupIn } from "../language/lookup.ts";
import { fillPlaceholders } from "../language/patterns.ts";
import type { Target } from "../language/target.ts";
import type { ProjectSettings } from "../model/manifest.ts";
import type { Preview } from "../model/project.ts";

/** The target's advice on what to do next, for one project. */
export function stepsFor(
  project: ProjectSettings,
  { nextSteps }: Target,
  exists: (path: string) => boolean,
): Preview["nextSteps"] {
  const data = { project, package: project.package };
  const fill = (steps: readonly string[]) =>
    steps.map((step) => fillPlaceholders(step, lookupIn(data)).text);
  const { setUp, change } = nextSteps;
  const isSetUp = exists(setUp.missing);
  return { new: fill(nextSteps.new), change: fill(isSetUp ? change : [...setUp.steps, ...change]) };
}
