/**
 * What to ask the machine's own package manager for, decided from text it printed. Pure: no file or process is touched
 * here, so that every distribution's answer can be a test case.
 */

export interface OsRelease {
  readonly id: string;
  /** Whose packages it runs: its own, or those of the distribution it was made from (Mint, Pop!_OS, LMDE). */
  readonly family: "debian" | "ubuntu" | undefined;
  /** Of the family's release: `bookworm`, `noble`. */
  readonly codename: string;
  readonly prettyName: string;
}

/** One `Packages` index of the machine's apt configuration (a stanza of `apt-get indextargets`). */
export interface AptIndex {
  readonly repoUri: string;
  readonly release: string;
  readonly component: string;
  /** Empty while the machine has never run `apt-get update`. */
  readonly origin: string;
  /** Key ring path, or an inline key, or empty. */
  readonly signedBy: string;
}

/** Which suite a package is taken from: the one this machine runs, or Debian's `sid` where the own suite lacks it. */
export type SuiteChoice = "own" | "sid-on-debian";

export interface AptPlan {
  /** Names the cache folder: distribution, suite and architecture. */
  readonly key: string;
  readonly suites: readonly string[];
  readonly sourcesList: string;
  readonly architecture: PackageArchitecture;
}

export interface PackageArchitecture {
  /** Debian's name: `amd64`, `arm64`. */
  readonly debian: string;
  /** Library folder: `x86_64-linux-gnu`. */
  readonly triplet: string;
  /** Dynamic loader's file name inside the library folder. */
  readonly loader: string;
}

const ARCHITECTURES: Readonly<Record<string, PackageArchitecture>> = {
  x64: { debian: "amd64", triplet: "x86_64-linux-gnu", loader: "ld-linux-x86-64.so.2" },
  arm64: { debian: "arm64", triplet: "aarch64-linux-gnu", loader: "ld-linux-aarch64.so.1" },
};

/** Maps Node's `process.arch` to Debian's names; undefined where Debian's layout is not known here. */
export function packageArchitecture(nodeArch: string): PackageArchitecture | undefined {
  return ARCHITECTURES[nodeArch];
}

/** Reads `/etc/os-release` (os-release(5)): KEY=value, value optionally quoted. */
export function parseOsRelease(text: string): OsRelease {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line.trim());
    if (match?.[1] !== undefined) values.set(match[1], match[2] ?? match[3] ?? match[4] ?? "");
  }
  const id = values.get("ID") ?? "";
  const own = values.get("VERSION_CODENAME");
  // A derivative names its own release first and the one its packages come from beside it.
  const ofUbuntu = values.get("UBUNTU_CODENAME");
  const ofDebian = values.get("DEBIAN_CODENAME");
  const family =
    id === "debian" || id === "ubuntu"
      ? id
      : ofUbuntu !== undefined
        ? "ubuntu"
        : ofDebian !== undefined
          ? "debian"
          : undefined;
  return {
    id,
    family,
    codename: (id === family ? (own ?? ofUbuntu) : (ofUbuntu ?? ofDebian)) ?? "",
    prettyName: values.get("PRETTY_NAME") ?? values.get("ID") ?? "unknown system",
  };
}

/** Reads the deb822 stanzas of `apt-get indextargets 'Created-By: Packages'`. */
export function parseIndexTargets(text: string): AptIndex[] {
  const indexes: AptIndex[] = [];
  for (const stanza of text.split(/\n\s*\n/)) {
    const fields = new Map<string, string>();
    for (const line of stanza.split("\n")) {
      const match = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
      if (match?.[1] !== undefined) fields.set(match[1], (match[2] ?? "").trim());
    }
    const repoUri = fields.get("Repo-URI") ?? "";
    if (repoUri === "" || (fields.get("Created-By") ?? "Packages") !== "Packages") continue;
    indexes.push({
      repoUri,
      release: fields.get("Release") ?? fields.get("Codename") ?? "",
      component: fields.get("Component") ?? "",
      origin: fields.get("Origin") ?? "",
      signedBy: fields.get("Signed-By") ?? "",
    });
  }
  return indexes;
}

/** Name of the cache folder; undefined where packages cannot be unpacked. Known without asking apt. */
export function cacheKey(os: OsRelease, architecture: PackageArchitecture, suite: SuiteChoice): string | undefined {
  if (os.family === undefined) return undefined;
  const release = os.family === "debian" && suite === "sid-on-debian" ? "sid" : os.codename;
  return `${os.family}-${release}-${architecture.debian}`;
}

export interface PlanInput {
  readonly os: OsRelease;
  readonly indexes: readonly AptIndex[];
  readonly architecture: PackageArchitecture;
  readonly suite: SuiteChoice;
  /** Key ring files that exist on this machine, for indexes which name none. */
  readonly keyrings: readonly string[];
}

/** Key rings Debian and Ubuntu install (packages debian-archive-keyring, ubuntu-keyring). */
export const KNOWN_KEYRINGS = {
  debian: ["/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp"],
  ubuntu: ["/usr/share/keyrings/ubuntu-archive-keyring.gpg"],
} as const;

/**
 * Chooses suites, mirror and key ring. Returns a sentence instead when this machine offers no usable source.
 * The mirror is always the machine's own: it may be the only one it can reach, and it is the one its owner trusts.
 */
export function planAptSource(input: PlanInput): AptPlan | { readonly problem: string } {
  const { os, architecture } = input;
  const { family } = os;
  const key = cacheKey(os, architecture, input.suite);
  if (family === undefined || key === undefined)
    return { problem: `packages can be unpacked on Debian and Ubuntu only, this is ${os.prettyName}` };
  const origin = family === "debian" ? "Debian" : "Ubuntu";
  // Before the first `apt-get update` nobody's origin is known. Then the component tells the distribution from others, who name
  // theirs `stable` or the like; what they would be asked for ("universe") they do not have, and the update would fail.
  const components = family === "ubuntu" ? ["main", "universe"] : ["main"];
  const ofDistribution = input.indexes.filter(
    (index) =>
      (index.origin === origin || (index.origin === "" && components.includes(index.component))) &&
      (index.release === os.codename ||
        index.release.startsWith(`${os.codename}-`) ||
        isRollingDebian(index.release, family)),
  );
  const base =
    ofDistribution.find((index) => index.release === os.codename && index.component === "main") ??
    ofDistribution.find((index) => index.component === "main" && !index.release.includes("-"));
  if (base === undefined)
    return { problem: `apt has no "${os.codename} main" source of ${origin} configured on ${os.prettyName}` };
  const keyring = KNOWN_KEYRINGS[family].find((path) => input.keyrings.includes(path));

  if (family === "debian" && input.suite === "sid-on-debian") {
    return {
      key,
      suites: ["sid"],
      architecture,
      sourcesList: `${sourceLine(base.repoUri, "sid", "main", architecture, signedBy(base, keyring))}\n`,
    };
  }
  // Updates and security suites too: the base suite alone would give packages with known holes.
  const lines = new Set<string>();
  for (const index of ofDistribution) {
    if (index.release.endsWith("-backports") || index.release.endsWith("-proposed")) continue;
    lines.add(sourceLine(index.repoUri, index.release, components.join(" "), architecture, signedBy(index, keyring)));
  }
  return {
    key,
    suites: [...new Set(ofDistribution.map((index) => index.release))],
    architecture,
    sourcesList: `${[...lines].join("\n")}\n`,
  };
}

function isRollingDebian(release: string, family: "debian" | "ubuntu"): boolean {
  return (
    family === "debian" &&
    (release === "sid" ||
      release === "unstable" ||
      release === "testing" ||
      release === "stable" ||
      release === "oldstable")
  );
}

function signedBy(index: AptIndex, keyring: string | undefined): string | undefined {
  // Only a file name is carried over; an inline key would need its own stanza format.
  return index.signedBy.startsWith("/") ? index.signedBy : keyring;
}

function sourceLine(
  uri: string,
  suite: string,
  components: string,
  architecture: PackageArchitecture,
  keyring: string | undefined,
): string {
  const options = [`arch=${architecture.debian}`, ...(keyring === undefined ? [] : [`signed-by=${keyring}`])];
  return `deb [${options.join(" ")}] ${uri} ${suite} ${components}`;
}

/**
 * apt.conf text that keeps everything inside `dir`. `#clear` drops the machine's own hooks (docker-clean deletes archives,
 * desktop hooks talk to the bus): this run must not touch the system. Read with `apt-get -c`, which comes after /etc.
 */
export function aptConfText(dir: string, architecture: PackageArchitecture): string {
  return [
    ...[
      "APT::Update::Pre-Invoke",
      "APT::Update::Post-Invoke",
      "APT::Update::Post-Invoke-Success",
      "DPkg::Pre-Invoke",
      "DPkg::Post-Invoke",
      "DPkg::Pre-Install-Pkgs",
    ].map((hook) => `#clear ${hook};`),
    `Dir::State "${dir}/state";`,
    `Dir::State::status "${dir}/status";`,
    `Dir::Cache "${dir}/cache";`,
    `Dir::Etc::SourceList "${dir}/sources.list";`,
    'Dir::Etc::SourceParts "/dev/null";',
    'Dir::Etc::Preferences "/dev/null";',
    'Dir::Etc::PreferencesParts "/dev/null";',
    'Debug::NoLocking "1";',
    // The private folders belong to this user; apt's own sandbox user could not write them.
    'APT::Sandbox::User "";',
    `APT::Architecture "${architecture.debian}";`,
    `APT::Architectures { "${architecture.debian}"; };`,
    'APT::Get::Assume-Yes "1";',
    'APT::Install-Recommends "0";',
    'APT::Install-Suggests "0";',
    'Acquire::Languages "none";',
    'Acquire::Retries "3";',
    'Acquire::http::Timeout "30";',
    'Acquire::https::Timeout "30";',
    'Dpkg::Use-Pty "0";',
    "",
  ].join("\n");
}
