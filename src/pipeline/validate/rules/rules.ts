import { conditionsCanHold } from "./conditions.ts";
import { historiesAreWhole } from "./history.ts";
import { parameterNamesAreFree, parametersAgree } from "./parameters.ts";
import { outputPathsAreSafe, outputsAreDistinct } from "./paths.ts";
import { placeholdersAreKnown } from "./placeholders.ts";
import {
  aliasesAreDistinct,
  dependenciesAreDistinct,
  dependsOnOthers,
  relationsAgree,
  versionRangesAreRanges,
} from "./relations.ts";
import { requirementsAreReadable } from "./requirements.ts";
import type { Rule } from "./rule.ts";
import { slotsHaveTheirKey } from "./slots.ts";
import { targetsAreMeasurable } from "./targets.ts";
import { embeddedCodeHasOneFile, importsHaveCode } from "./template.ts";

/** What must hold for one blueprint, beyond its schema; each rule is on its own. */
export const rules: readonly Rule[] = [
  placeholdersAreKnown,
  outputPathsAreSafe,
  outputsAreDistinct,
  historiesAreWhole,
  parametersAgree,
  parameterNamesAreFree,
  conditionsCanHold,
  dependsOnOthers,
  dependenciesAreDistinct,
  relationsAgree,
  aliasesAreDistinct,
  versionRangesAreRanges,
  slotsHaveTheirKey,
  targetsAreMeasurable,
  requirementsAreReadable,
  embeddedCodeHasOneFile,
  importsHaveCode,
];
