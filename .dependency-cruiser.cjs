/**
 * The dependency rule: arrows point at shared/domain, desktop and server meet only in shared, each library stays in its
 * folder. test/house/dependency-rule.test.ts proves every rule with a deliberate violation, so a rule that no longer
 * bites fails the test run.
 */

/** `to.path` of a package, wherever the package manager put it. */
const packages = (...names) => `node_modules/(${names.join("|")})(/|$)`;

/** Files that may import anything: tests sit beside the code and may use fakes. */
const TESTS = "\\.test\\.tsx?$|^test/";

const rule = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { ...from, pathNot: [TESTS, ...[from.pathNot ?? []].flat()] },
  to,
});

const confined = (library, names, ...homes) =>
  rule(
    `${library}-confined`,
    `${library} is used only in ${homes.join(", ")}: everything else goes through a port.`,
    { pathNot: homes },
    { path: packages(...names) },
  );

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle has no reading order. Types may point back: they are gone when the program runs.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "An import that cannot be resolved, or a package that package.json does not name.",
      severity: "error",
      from: {},
      // Fastify's type files have no code beside them; tsc resolves them.
      to: { couldNotResolve: true, pathNot: "^fastify/types/" },
    },
    {
      name: "no-undeclared-package",
      comment: "Imported but not in package.json: it would vanish with the next install.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    rule(
      "shared-imports-only-the-schema-library",
      "shared/ is the meeting point of server and desktop: the schema library and itself, nothing else.",
      { path: "^shared/" },
      { pathNot: ["^shared/", packages("typebox")] },
    ),
    rule(
      "domain-is-the-bottom",
      "Arrows point at shared/domain; it imports nothing but itself.",
      { path: "^shared/domain/" },
      { pathNot: "^shared/domain/" },
    ),
    rule(
      "acd-is-pure",
      "The routing core knows the domain and the error table, nothing else.",
      { path: "^server/acd/" },
      { pathNot: "^(server/acd|shared/domain|shared/errors)/" },
    ),
    rule(
      "dialer-is-pure",
      "Pacing and list order know the domain and the error table, nothing else.",
      { path: "^server/dialer/" },
      { pathNot: "^(server/dialer|shared/domain|shared/errors)/" },
    ),
    rule(
      "ports-are-interfaces",
      "Ports know each other and the domain; an adapter never leaks into its port.",
      { path: "^server/ports/" },
      { pathNot: "^(server/ports|shared)/" },
    ),
    rule(
      "app-uses-ports",
      "Use cases reach the world through ports, never through an adapter or a library.",
      { path: "^server/app/" },
      {
        pathNot: "^(server/(app|acd|dialer|customers|hours|routing-plan|estimates|ports|ivr-runner)|shared|ivr-flows)/",
      },
    ),
    rule(
      "hours-is-pure",
      "Opening hours are a computation over calendars.",
      { path: "^server/hours/" },
      { pathNot: ["^server/hours/", "^shared/domain/", packages("temporal-polyfill")] },
    ),
    rule(
      "routing-plan-is-pure",
      "A plan is checked against calendars and names, nothing else.",
      { path: "^server/routing-plan/" },
      { pathNot: "^(server/(routing-plan|hours)|shared/domain)/" },
    ),
    rule(
      "estimates-is-pure",
      "What a caller is promised is a computation over figures.",
      { path: "^server/estimates/" },
      { pathNot: "^(server/estimates|shared/domain)/" },
    ),
    rule(
      "customers-is-pure",
      "Normalising, matching and classing are computations over the domain.",
      { path: "^server/customers/" },
      { pathNot: ["^server/(customers|ports)/", "^shared/", packages("libphonenumber-js")] },
    ),
    rule(
      "ivr-runner-uses-ports",
      "The runner drives flows through ports.",
      { path: "^server/ivr-runner/" },
      { pathNot: ["^(server/(ivr-runner|ports)|shared|ivr-flows)/", packages("xstate")] },
    ),
    rule(
      "flows-stand-alone",
      "A flow imports XState and the domain, so a supervisor's drawing is the whole truth about it.",
      { path: "^ivr-flows/" },
      { pathNot: ["^ivr-flows/", "^shared/domain/", packages("xstate")] },
    ),
    rule(
      "adapters-do-not-know-siblings",
      "An adapter imports ports, shared and its own library; two adapters meet in main.ts.",
      { path: "^server/adapters/([^/]+)/" },
      { path: "^server/adapters/", pathNot: "^server/adapters/$1/" },
    ),
    rule(
      "adapters-do-not-know-the-application",
      "An adapter is called through its port; it never calls use cases or the core.",
      { path: "^server/adapters/" },
      { path: "^(server/(app|acd|dialer|ivr-runner|up)|ivr-flows)/" },
    ),
    rule(
      "nothing-imports-main",
      "The composition root is imported by the start-up only.",
      { pathNot: "^server/up/" },
      { path: "^server/main\\.ts$" },
    ),
    rule(
      "composition-belongs-to-the-root",
      "composition/ is main.ts in pieces: nothing else imports it.",
      { pathNot: "^server/(main\\.ts$|composition/)" },
      { path: "^server/composition/" },
    ),
    rule(
      "up-stays-outside",
      "Start-up reads the configuration and calls the composition root; nothing depends on it but the root.",
      { path: "^server/", pathNot: "^server/(up/|composition/|main\\.ts$)" },
      { path: "^server/up/" },
    ),
    rule(
      "server-does-not-know-the-desktop",
      "Server and desktop meet only in shared.",
      { path: "^(server|shared|ivr-flows)/" },
      { path: "^desktop/" },
    ),
    rule(
      "desktop-does-not-know-the-server",
      "Server and desktop meet only in shared.",
      // desktop/*.mjs are scripts of the workshop, no part of the application.
      { path: "^desktop/", pathNot: "^desktop/[^/]+\\.mjs$" },
      { path: "^(server|ivr-flows)/" },
    ),
    rule(
      "renderer-does-not-know-the-shell",
      "The same renderer runs in a browser: it sees the shell only through shared/ipc.",
      { path: "^desktop/renderer/" },
      { path: ["^desktop/(main|preload)/", packages("electron"), "^node:"] },
    ),
    rule(
      "features-do-not-know-siblings",
      "Features meet in app/, never each other.",
      { path: "^desktop/renderer/features/([^/]+)/" },
      { path: "^desktop/renderer/features/", pathNot: "^desktop/renderer/features/$1/" },
    ),
    rule(
      "ui-knows-no-feature",
      "Building blocks know neither features nor the connection.",
      { path: "^desktop/renderer/ui/" },
      { path: "^desktop/renderer/(features|app|connection)/" },
    ),
    rule(
      "shell-imports-ipc-only",
      "Main and preload know Electron and the channel map.",
      { path: "^desktop/(main|preload)/" },
      { path: ["^shared/", "^desktop/renderer/"], pathNot: "^shared/(ipc|domain|errors)/" },
    ),
    confined("kysely", ["kysely", "better-sqlite3"], "^server/adapters/sqlite/"),
    confined(
      "socket.io",
      ["socket\\.io", "socket\\.io-client"],
      "^server/adapters/socket/",
      "^desktop/renderer/connection/",
    ),
    confined("fastify", ["fastify", "@fastify"], "^server/adapters/(http|socket)/"),
    confined("electron", ["electron"], "^desktop/(main|preload)/"),
    confined("xstate", ["xstate"], "^ivr-flows/", "^server/ivr-runner/", "^desktop/renderer/features/softphone/"),
    confined("sip.js", ["sip\\.js"], "^desktop/renderer/"),
    confined("ws", ["ws", "undici"], "^server/adapters/(ari|pbx)/"),
    confined("argon2", ["@node-rs"], "^server/adapters/"),
    confined("temporal-polyfill", ["temporal-polyfill"], "^server/hours/"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|coverage|test-results|test/house/fixtures)/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json", ".css"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
    moduleSystems: ["es6", "cjs"],
    combinedDependencies: false,
  },
};
