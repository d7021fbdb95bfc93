import { expect, it } from "vitest";
import { packageName } from "../../../src/language/identifiers.ts";

it.each([
  ["shop", "shop"],
  ["Corner-Shop.v2", "corner_shop_v2"],
  ["2shop", "n2shop"],
  ["order-management-service-of-europe", "order_management_service"],
])("the package of the project %s is %s", (project, name) => {
  expect(packageName(project)).toBe(name);
});
