import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of more than a quarter of a minute, the longest first: of two at a time the one that begins last should be short. The
 * others follow in any order.
 */
const LONGEST = [
  "test/e2e/drops.test.ts",
  "test/e2e/long-sleep.test.ts",
  "test/e2e/walk.test.ts",
  "test/e2e/console-survival.test.ts",
  "test/e2e/two-customers.test.ts",
  "test/e2e/killed-in-every-state.test.ts",
  "test/e2e/two-customers-drops.test.ts",
  "test/e2e/network.test.ts",
  "test/e2e/page-lost.test.ts",
  "test/e2e/monitor.test.ts",
  "test/e2e/line.test.ts",
  "test/e2e/called-back.test.ts",
  "test/e2e/passing-on.test.ts",
  "test/e2e/transfer.test.ts",
  "test/e2e/dialling.test.ts",
  "test/e2e/sound.test.ts",
  "test/e2e/waiting.test.ts",
  "test/e2e/exchange-restart.test.ts",
  "test/e2e/live-routing.test.ts",
  "test/e2e/direct-line.test.ts",
  "test/e2e/call-list.test.ts",
  "test/e2e/survival.test.ts",
  "test/e2e/ivr.test.ts",
  "server/adapters/speech/speech-prompt-library.real.test.ts",
  "server/up/up.real.test.ts",
  "desktop/renderer/features/webphone/web-phone.real.test.ts",
  "test/e2e/desktop-shell.test.ts",
  "test/e2e/bad-input.test.ts",
  "server/adapters/ari/snoop.real.test.ts",
  "server/adapters/ari/ari.real.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const found = LONGEST.indexOf(relative(project.config.root, moduleId));
      return found === -1 ? LONGEST.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
