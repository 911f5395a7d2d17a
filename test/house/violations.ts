/** For every house rule a small tree that breaks it, so that a rule that no longer bites is found out. */
const FINE = "export const fine = 1;\n";
const sentence = (...parts: string[]) => parts.join("");

export const VIOLATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "top-level-entries": { "scripts/do.ts": FINE },
  "banned-folder-names": { "server/app/helpers/do.ts": FINE },
  "file-names": { "server/app/DoIt.ts": FINE },
  "file-length": { "server/app/long.ts": `${FINE.repeat(321)}` },
  "no-barrels": { "shared/domain/all.ts": 'export * from "./agent.ts";\n' },
  "time-and-chance-are-arguments": { "server/app/clock.ts": "export const now = Date.now();\n" },
  "no-loose-types": { "server/app/cast.ts": sentence("export const x = 1 as unknown ", "as string;\n") },
  "nothing-unfinished": { "server/app/later.ts": sentence("// TO", "DO later\n") },
  "no-machine-paths": { "server/app/paths.md": sentence("see /wo", "rk/main/server\n") },
  "no-swallowed-errors": { "server/app/quiet.ts": "work().catch(() => undefined);\n" },
  "no-fixed-sleeps": { "test/e2e/slow.test.ts": "await new Promise((r) => setTimeout(r, 1_000));\n" },
  "css-class-defined": {
    "desktop/renderer/ui/x.tsx": 'import styles from "./x.module.css";\nexport const x = styles.missing;\n',
    "desktop/renderer/ui/x.module.css": ".present { color: red; }\n",
  },
  "ui-text-in-catalogue": { "desktop/renderer/ui/x.tsx": "export const X = () => <p>Hello agent</p>;\n" },
  "error-codes-in-table": { "server/app/codes.ts": 'export type MyErrorCode = "port-in-use" | "never-heard-of";\n' },
  "wire-message-has-contract-test": { "test/contract/some.test.ts": 'it("agent-view", () => {});\n' },
  "folder-has-readme": { "server/adapters/fax/send.ts": FINE },
  "journal-event-has-a-sentence": {
    "server/app/calls.ts": 'journal.append({ at: 1, type: "call.lost", contactId: "c", agentId: null, payload: {} });',
  },
  "setting-is-read": { "server/main.ts": FINE },
  "ci-runs-npm-test": { ".ci/run": "npm run lint\nnpm test\n" },
};
