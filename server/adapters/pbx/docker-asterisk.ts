import { parseAsteriskVersion, ASTERISK_MAJOR_MIN, type AsteriskInstallation } from "./asterisk-installation.ts";
import { findOnPath } from "./find-on-path.ts";
import { runCommand } from "./run-command.ts";

/** Any image with `asterisk` >= 20 on its PATH will do; `CORDBOARD_PBX_IMAGE` names another one. */
export const DOCKER_IMAGE_DEFAULT = "andrius/asterisk:22";

const ENGINE_TIMEOUT_MS = 8_000;
const PULL_TIMEOUT_MS = 600_000;
const PROBE_TIMEOUT_MS = 60_000;
const REMOVE_TIMEOUT_MS = 15_000;
/** One line a fact; the markers keep the image's own start messages apart. */
const PROBE = [
  'echo "V=$(asterisk -V)"',
  'for d in /usr/lib/*/asterisk/modules /usr/lib/asterisk/modules /usr/lib64/asterisk/modules; do [ -e $d/res_ari.so ] && echo "M=$d" && ls $d | sed s/^/F=/ && break; done',
  'for d in /usr/share/asterisk /var/lib/asterisk; do [ -d $d/documentation ] && echo "D=$d" && break; done',
  'for d in /usr/share/asterisk/sounds/en /var/lib/asterisk/sounds/en /usr/share/asterisk/sounds/en_US_f_Allison; do [ -d $d ] && echo "S=$d" && break; done',
  'for d in /usr/share/asterisk/moh /var/lib/asterisk/moh; do ls $d/*.* > /dev/null 2>&1 && echo "H=$d" && break; done',
  "true",
].join("; ");

/** An Asterisk inside a Docker image, or a sentence why not. Best effort: needs host networking, so Linux engines only. */
export async function findDockerAsterisk(
  image: string,
  progress: (line: string) => void,
): Promise<AsteriskInstallation | string> {
  const docker = await findOnPath("docker");
  if (docker === undefined) return "no docker on PATH";
  const info = await runCommand(docker, ["info", "--format", "{{.OSType}}"], { timeoutMs: ENGINE_TIMEOUT_MS });
  if (info.exitCode !== 0) return "no Docker engine answers";
  const present = await runCommand(docker, ["image", "inspect", "--format", "{{.Id}}", image], {
    timeoutMs: ENGINE_TIMEOUT_MS,
  });
  if (present.exitCode !== 0) {
    progress(`pulling the Docker image ${image}`);
    const pull = await runCommand(docker, ["pull", "--quiet", image], { timeoutMs: PULL_TIMEOUT_MS });
    if (pull.exitCode !== 0) return `the Docker image ${image} cannot be pulled`;
  }
  const probe = await runCommand(
    docker,
    ["run", "--rm", "--network", "none", "--entrypoint", "sh", image, "-c", PROBE],
    { timeoutMs: PROBE_TIMEOUT_MS },
  );
  const facts = parseProbe(probe.stdout);
  const version = /^Asterisk\s+(\S+)/.exec(facts.version)?.[1];
  if (version === undefined || (parseAsteriskVersion(version)?.major ?? 0) < ASTERISK_MAJOR_MIN)
    return `the Docker image ${image} has no Asterisk ${ASTERISK_MAJOR_MIN} or later`;
  if (facts.modulesDir === undefined || facts.dataDir === undefined)
    return `the Docker image ${image} has no ARI modules`;
  return {
    kind: "docker",
    version,
    where: image,
    launch: { command: docker, args: [], env: {} },
    modulesDir: facts.modulesDir,
    moduleFiles: facts.moduleFiles,
    dataDir: facts.dataDir,
    soundsEnDir: facts.soundsEnDir,
    mohDir: facts.mohDir,
    dockerImage: image,
  };
}

interface ProbeFacts {
  readonly version: string;
  readonly modulesDir: string | undefined;
  readonly moduleFiles: readonly string[];
  readonly dataDir: string | undefined;
  readonly soundsEnDir: string | undefined;
  readonly mohDir: string | undefined;
}

/** Reads what PROBE printed. */
export function parseProbe(output: string): ProbeFacts {
  const values = (key: string): string[] =>
    output
      .split("\n")
      .filter((line) => line.startsWith(`${key}=`))
      .map((line) => line.slice(2).trim());
  return {
    version: values("V")[0] ?? "",
    modulesDir: values("M")[0],
    moduleFiles: values("F"),
    dataDir: values("D")[0],
    soundsEnDir: values("S")[0],
    mohDir: values("H")[0],
  };
}

export interface Container {
  readonly image: string;
  readonly name: string;
  /** Folders of the instance, and those it may only read; each at its own path. */
  readonly folders: readonly string[];
  readonly readOnlyFolders: readonly string[];
  readonly configFile: string;
}

/** `docker` arguments that run an instance in the foreground, as this user and with no other right, on the host's network. */
export function dockerRunArguments({ image, name, folders, readOnlyFolders, configFile }: Container): string[] {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  return [
    "run",
    "--rm",
    "--name",
    name,
    "--network",
    "host",
    "--user",
    `${uid}:${gid}`,
    "--cap-drop",
    "ALL",
    "--security-opt",
    "no-new-privileges",
    ...folders.flatMap((dir) => ["--volume", `${dir}:${dir}`]),
    ...readOnlyFolders.flatMap((dir) => ["--volume", `${dir}:${dir}:ro`]),
    "--entrypoint",
    "asterisk",
    image,
    "-f",
    "-C",
    configFile,
  ];
}

/** Ends a container by its name: the death of its client does not. Fine where there is none. */
export async function removeContainer(name: string): Promise<void> {
  await runCommand("docker", ["rm", "--force", name], { timeoutMs: REMOVE_TIMEOUT_MS });
}
