import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose tests run whole programs, the slowest first. */
const SLOW = ["/tests/generated/", "/tests/e2e/", "/tests/write/", "/tests/properties/"];

/** How early a file is run; 0 is first. */
function turn({ moduleId }: TestSpecification): number {
  const index = SLOW.findIndex((folder) => moduleId.includes(folder));
  return index < 0 ? SLOW.length : index;
}

/** Begins with what takes minutes, so that no worker waits for another at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => turn(a) - turn(b));
  }
}
