import { commandIsFree } from "./command.ts";
import { conditionsCanHold } from "./conditions.ts";
import { historiesAreWhole } from "./history.ts";
import {
  argumentsAreDistinct,
  flagsAreFree,
  parameterNamesAreFree,
  parametersAgree,
} from "./parameters.ts";
import { outputPathsAreSafe, outputsAreDistinct } from "./paths.ts";
import { nameIsBound, placeholdersAreKnown } from "./placeholders.ts";
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
  nameIsBound,
  placeholdersAreKnown,
  outputPathsAreSafe,
  outputsAreDistinct,
  historiesAreWhole,
  parametersAgree,
  parameterNamesAreFree,
  argumentsAreDistinct,
  flagsAreFree,
  commandIsFree,
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
