import { fault } from "../../../diagnostics/catalogue.ts";
import { nearest } from "../../../language/nearest.ts";
import type { Rule } from "./rule.ts";

/** The key of a slot is a member that every contribution gives. */
export const slotsHaveTheirKey: Rule = ({ blueprint, document: { file } }) =>
  Object.values(blueprint.slots).flatMap(({ name, key, schema, pointer }) => {
    if (key === "") return [];
    const member = Object.hasOwn(schema, key) ? schema[key] : undefined;
    if (!member) {
      const suggestions = nearest(key, Object.keys(schema));
      return fault("bad-slot", {
        message: `The key \`${key}\` of \`${name}\` is no member of its schema`,
        place: { file, pointer: `${pointer}/key` },
        ...(suggestions.length > 0 ? { suggestions } : { help: "Add the member to `schema`" }),
      });
    }
    if (member.required || member.default !== undefined) return [];
    return fault("bad-slot", {
      message: `The key \`${key}\` of \`${name}\` may be left out of a contribution`,
      place: { file, pointer: `${pointer}/schema/${key}` },
      help: 'Add `"required": true` to the member',
    });
  });
