// npm leaves packages for other systems out of package-lock.json when it installs over an existing node_modules, or when a
// registry does not carry them; `npm ci` then refuses the lock file everywhere (npm/cli issue 4828). This puts them back:
//   node test/house/complete-lock.mjs          says what is missing, exit code 1 if anything is
//   node test/house/complete-lock.mjs --write  adds it
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SYSTEMS = new Set([
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
]);
const PROCESSORS = new Set(["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"]);

/** The entries an otherwise complete lock file lacks, by their place in it. */
export function missingEntries(packages) {
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isInstalledFor(packages, path, name))
        missing[`node_modules/${name}`] = entryOf(name, version, entry.dev === true);
    }
  }
  return missing;
}

/** Node's look-up: beside the package, then outwards. */
function isInstalledFor(packages, from, name) {
  let at = from;
  for (;;) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === "") return false;
    at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")));
  }
}

/** What can be told from the name, e.g. `@oxlint/binding-linux-x64-musl`; npm adds the digest when it sees the package. */
function entryOf(name, version, dev) {
  const parts = name.split(/[/-]/u);
  const os = parts.find((part) => SYSTEMS.has(part));
  const cpu = parts.find((part) => PROCESSORS.has(part));
  const libc = os !== "linux" ? undefined : /musl/u.test(name) ? "musl" : /gnu/u.test(name) ? "glibc" : undefined;
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(dev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL("../../package-lock.json", import.meta.url));
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingEntries(lock.packages);
  console.log(`${Object.keys(missing).length} packages of other systems are missing in package-lock.json`);
  if (process.argv.includes("--write")) {
    const all = Object.entries({ ...lock.packages, ...missing });
    lock.packages = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  } else if (Object.keys(missing).length > 0) process.exitCode = 1;
}
