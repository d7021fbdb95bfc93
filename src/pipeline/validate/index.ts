export { validateManifest } from "./validate-manifest.ts";
export { validatePlan } from "./validate-plan.ts";
export { validateLock, validateReceipt, validateState } from "./validate-record.ts";
