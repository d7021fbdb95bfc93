/** Any JSON value. Objects that come from `load` have no prototype, so no member is ever inherited. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [member: string]: Json;
}
