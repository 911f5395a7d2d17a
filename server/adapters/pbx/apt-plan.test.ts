import { describe, expect, it } from "vitest";
import {
  aptConfText,
  packageArchitecture,
  parseIndexTargets,
  parseOsRelease,
  planAptSource,
  type PackageArchitecture,
  type PlanInput,
} from "./apt-plan.ts";

const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const UBUNTU_KEYRING = "/usr/share/keyrings/ubuntu-archive-keyring.gpg";

const stanza = (uri: string, release: string, origin: string, component = "main", extra = ""): string =>
  `MetaKey: ${component}/binary-amd64/Packages\nOrigin: ${origin}\nComponent: ${component}\nCreated-By: Packages\nRelease: ${release}\nRepo-URI: ${uri}\n${extra}Target-Of: deb\n`;

const DEBIAN = [
  stanza("http://mirror.example/debian/", "bookworm", "Debian"),
  stanza("http://mirror.example/debian/", "bookworm-updates", "Debian"),
  stanza("http://mirror.example/debian-security/", "bookworm-security", "Debian"),
  stanza("http://mirror.example/debian/", "bookworm-backports", "Debian"),
  stanza("https://other.example/node/", "nodistro", "Other"),
].join("\n");

const UBUNTU = ["noble", "noble-updates", "noble-security"]
  .flatMap((release) =>
    ["main", "universe"].map((component) =>
      stanza("http://mirror.example/ubuntu/", release, "Ubuntu", component, "Signed-By: /usr/share/keyrings/own.gpg\n"),
    ),
  )
  .join("\n");

function architecture(name: string): PackageArchitecture {
  const found = packageArchitecture(name);
  if (found === undefined) throw new Error(name);
  return found;
}

function input(targets: string, osRelease: string, overrides: Partial<PlanInput> = {}): PlanInput {
  return {
    os: parseOsRelease(osRelease),
    indexes: parseIndexTargets(targets),
    architecture: architecture("x64"),
    suite: "sid-on-debian",
    keyrings: [DEBIAN_KEYRING, UBUNTU_KEYRING],
    ...overrides,
  };
}

const BOOKWORM = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n';
const NOBLE = 'PRETTY_NAME="Ubuntu 24.04 LTS"\nVERSION_CODENAME=noble\nID=ubuntu\n';

describe("planAptSource", () => {
  it("takes sid from the mirror this Debian uses, signed by the installed key ring", () => {
    expect(planAptSource(input(DEBIAN, BOOKWORM))).toMatchObject({
      key: "debian-sid-amd64",
      suites: ["sid"],
      sourcesList: `deb [arch=amd64 signed-by=${DEBIAN_KEYRING}] http://mirror.example/debian/ sid main\n`,
    });
  });

  it("takes the own suite with its updates and security, but neither backports nor other vendors", () => {
    const plan = planAptSource(input(DEBIAN, BOOKWORM, { suite: "own" }));
    expect(plan).toMatchObject({
      key: "debian-bookworm-amd64",
      suites: ["bookworm", "bookworm-updates", "bookworm-security", "bookworm-backports"],
    });
    const lines = "sourcesList" in plan ? plan.sourcesList.trim().split("\n") : [];
    expect(lines.map((line) => line.split(" ").slice(-3).join(" "))).toEqual([
      "http://mirror.example/debian/ bookworm main",
      "http://mirror.example/debian/ bookworm-updates main",
      "http://mirror.example/debian-security/ bookworm-security main",
    ]);
  });

  it("takes Ubuntu's running release, main and universe, with the key ring its source names", () => {
    const plan = planAptSource(input(UBUNTU, NOBLE, { architecture: architecture("arm64") }));
    expect(plan).toMatchObject({ key: "ubuntu-noble-arm64" });
    expect("sourcesList" in plan ? plan.sourcesList.trim().split("\n") : []).toEqual([
      "deb [arch=arm64 signed-by=/usr/share/keyrings/own.gpg] http://mirror.example/ubuntu/ noble main universe",
      "deb [arch=arm64 signed-by=/usr/share/keyrings/own.gpg] http://mirror.example/ubuntu/ noble-updates main universe",
      "deb [arch=arm64 signed-by=/usr/share/keyrings/own.gpg] http://mirror.example/ubuntu/ noble-security main universe",
    ]);
  });

  it("works on a machine that has never fetched package lists (no Origin yet)", () => {
    const targets = DEBIAN.replaceAll(/^Origin: .*\n/gm, "");
    expect(planAptSource(input(targets, BOOKWORM))).toMatchObject({ key: "debian-sid-amd64" });
  });

  it("then asks no other vendor for what only the distribution has", () => {
    const docker = stanza("https://vendor.example/ubuntu/", "noble", "", "stable");
    const never = `${UBUNTU}\n${docker}`.replaceAll(/^Origin: .*\n/gm, "");
    const plan = planAptSource(input(never, NOBLE));
    expect("sourcesList" in plan ? plan.sourcesList : "").not.toContain("vendor.example");
    expect(plan).toMatchObject({ key: "ubuntu-noble-amd64" });
  });

  it.each([
    ["Linux Mint", "ID=linuxmint\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n", UBUNTU, "ubuntu-noble-amd64"],
    [
      "Pop!_OS",
      'ID=pop\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n',
      UBUNTU,
      "ubuntu-noble-amd64",
    ],
    ["LMDE", "ID=linuxmint\nVERSION_CODENAME=faye\nDEBIAN_CODENAME=bookworm\n", DEBIAN, "debian-sid-amd64"],
  ])("knows whose packages %s runs", (_name, osRelease, targets, key) => {
    expect(planAptSource(input(targets, osRelease))).toMatchObject({ key });
  });

  it("carries no key ring over when none is installed", () => {
    expect(planAptSource(input(DEBIAN, BOOKWORM, { keyrings: [] }))).toMatchObject({
      sourcesList: "deb [arch=amd64] http://mirror.example/debian/ sid main\n",
    });
  });

  it("says why where it cannot be done", () => {
    expect(planAptSource(input(DEBIAN, "ID=fedora\nPRETTY_NAME=Fedora\n"))).toEqual({
      problem: "packages can be unpacked on Debian and Ubuntu only, this is Fedora",
    });
    expect(planAptSource(input("", BOOKWORM))).toMatchObject({ problem: expect.stringContaining("bookworm main") });
    expect(packageArchitecture("riscv64")).toBeUndefined();
  });
});

describe("aptConfText", () => {
  it("keeps everything inside its folder and drops the machine's hooks", () => {
    const text = aptConfText("/cache/x.work", architecture("x64"));
    for (const line of [
      'Dir::State "/cache/x.work/state";',
      'Dir::Cache "/cache/x.work/cache";',
      'Dir::Etc::SourceParts "/dev/null";',
      "#clear DPkg::Post-Invoke;",
      "#clear APT::Update::Post-Invoke;",
    ]) {
      expect(text).toContain(line);
    }
  });
});
