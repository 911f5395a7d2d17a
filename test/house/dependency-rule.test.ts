import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createScratchRepository } from "./scratch-repository.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rules: { readonly forbidden: readonly { readonly name: string }[] } = createRequire(import.meta.url)(
  `${root}.dependency-cruiser.cjs`,
);

const TARGETS = [
  "shared/domain/agent.ts",
  "shared/errors/errors.ts",
  "shared/wire/http.ts",
  "server/ports/clock.ts",
  "server/app/router.ts",
  "server/acd/queue.ts",
  "server/adapters/sqlite/store.ts",
  "server/composition/open.ts",
  "server/up/config.ts",
  "server/main.ts",
  "ivr-flows/direct/flow.ts",
  "desktop/main/main.ts",
  "desktop/renderer/features/wallboard/board.ts",
  "desktop/renderer/ui/button.ts",
];

/** Rule -> [the file that breaks it, what it imports]. */
const VIOLATIONS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  resolvable: ["server/app/v-lost.ts", "./nowhere.ts"],
  "no-undeclared-package": ["server/app/v-package.ts", "picomatch"],
  "shared-imports-only-the-schema-library": ["shared/wire/v.ts", "node:fs"],
  "domain-is-the-bottom": ["shared/domain/v.ts", "../errors/errors.ts"],
  "acd-is-pure": ["server/acd/v.ts", "../ports/clock.ts"],
  "dialer-is-pure": ["server/dialer/v.ts", "../acd/queue.ts"],
  "hours-is-pure": ["server/hours/v.ts", "../app/router.ts"],
  "routing-plan-is-pure": ["server/routing-plan/v.ts", "../ports/clock.ts"],
  "estimates-is-pure": ["server/estimates/v.ts", "../ports/clock.ts"],
  "customers-is-pure": ["server/customers/v.ts", "../app/router.ts"],
  "ports-are-interfaces": ["server/ports/v.ts", "../adapters/sqlite/store.ts"],
  "app-uses-ports": ["server/app/v.ts", "../adapters/sqlite/store.ts"],
  "ivr-runner-uses-ports": ["server/ivr-runner/v.ts", "../app/router.ts"],
  "flows-stand-alone": ["ivr-flows/v.ts", "../shared/wire/http.ts"],
  "adapters-do-not-know-siblings": ["server/adapters/http/v.ts", "../sqlite/store.ts"],
  "adapters-do-not-know-the-application": ["server/adapters/http/v-app.ts", "../../app/router.ts"],
  "nothing-imports-main": ["server/app/v-main.ts", "../main.ts"],
  "composition-belongs-to-the-root": ["server/app/v-composition.ts", "../composition/open.ts"],
  "up-stays-outside": ["server/app/v-up.ts", "../up/config.ts"],
  "server-does-not-know-the-desktop": ["server/app/v-desktop.ts", "../../desktop/main/main.ts"],
  "desktop-does-not-know-the-server": ["desktop/renderer/app/v.ts", "../../../server/app/router.ts"],
  "renderer-does-not-know-the-shell": ["desktop/renderer/app/v-shell.ts", "../../main/main.ts"],
  "features-do-not-know-siblings": ["desktop/renderer/features/softphone/v.ts", "../wallboard/board.ts"],
  "ui-knows-no-feature": ["desktop/renderer/ui/v.ts", "../features/wallboard/board.ts"],
  "shell-imports-ipc-only": ["desktop/main/v.ts", "../../shared/wire/http.ts"],
  "kysely-confined": ["server/app/v-kysely.ts", "kysely"],
  "socket.io-confined": ["server/adapters/http/v-socket.ts", "socket.io"],
  "fastify-confined": ["server/adapters/sqlite/v-fastify.ts", "fastify"],
  "electron-confined": ["server/app/v-electron.ts", "electron"],
  "xstate-confined": ["server/app/v-xstate.ts", "xstate"],
  "sip.js-confined": ["server/app/v-sip.ts", "sip.js"],
  "ws-confined": ["server/adapters/http/v-ws.ts", "ws"],
  "argon2-confined": ["server/app/v-argon.ts", "@node-rs/argon2"],
  "temporal-polyfill-confined": ["server/app/v-temporal.ts", "temporal-polyfill"],
};

const scratch = createScratchRepository(root, {
  ...Object.fromEntries(TARGETS.map((path) => [path, "export const target = 1;\n"])),
  ...Object.fromEntries(
    Object.values(VIOLATIONS).map(([from, to]) => [from, `import * as found from "${to}";\nexport const v = found;\n`]),
  ),
  "server/acd/ring-a.ts": 'import { b } from "./ring-b.ts";\nexport const a = (): number => b();\n',
  "server/acd/ring-b.ts": 'import { a } from "./ring-a.ts";\nexport const b = (): number => a();\n',
  "server/app/back-a.ts": 'import type { B } from "./back-b.ts";\nexport type A = B | null;\n',
  "server/app/back-b.ts": 'import type { A } from "./back-a.ts";\nexport type B = A | null;\n',
  "empty/README.md": "no code here\n",
});
afterAll(scratch.remove);

function check(...folders: string[]) {
  const result = spawnSync(process.execPath, [`${root}test/house/check-dependencies.mjs`, ...folders], {
    encoding: "utf8",
    env: { ...process.env, CORDBOARD_HOUSE_ROOT: scratch.folder },
    timeout: 60_000,
  });
  return { exitCode: result.status, lines: result.stdout.split("\n") };
}

describe("the dependency rule", () => {
  const { exitCode, lines } = check("shared", "server", "ivr-flows", "desktop");

  it("fails on violations and says how much it has read", () => {
    expect(exitCode).toBe(1);
    expect(lines.join("\n")).toMatch(/^\d{2} modules, \d+ dependencies, \d+ violations$/mu);
  });

  it("has a deliberate violation for every rule", () => {
    expect([...Object.keys(VIOLATIONS), "no-circular"].toSorted()).toEqual(
      rules.forbidden.map(({ name }) => name).toSorted(),
    );
  });

  it.each(Object.entries(VIOLATIONS))("%s bites", (name, [from]) => {
    expect(lines.filter((line) => line.startsWith(`${name}: ${from} ->`))).toHaveLength(1);
  });

  it("finds a circle, but lets types point back", () => {
    expect(lines.filter((line) => line.startsWith("no-circular: server/acd/ring-")).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith("no-circular: server/app/back-"))).toEqual([]);
  });

  it("does not take having read nothing for a success", () => {
    const nothing = check("empty");
    expect(nothing.exitCode).toBe(1);
    expect(nothing.lines.join("\n")).toContain("the rule was not checked");
  });
});
