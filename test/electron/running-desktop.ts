import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { ConsolePage } from "../e2e/pages/console-page.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const START_LIMIT_MS = 60_000;
/** Deep within a machine without a sound card; the voice itself is test/e2e's matter. */
const FAKE_MEDIA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** Builds what Electron runs. Once a run is enough. */
export function buildShell(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "desktop", "build-shell.mjs")], {
    cwd: root,
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`the shell cannot be built: ${stderr}`);
}

interface RunningDesktopOptions {
  readonly serverUrl: string;
  readonly args?: readonly string[];
  /** To start again with what the last run left. */
  readonly folder?: string;
}

/** The desktop application as a person runs it, with its files in a folder of its own. */
export class RunningDesktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;

  private constructor(app: ElectronApplication, page: Page, folder: string) {
    this.app = app;
    this.page = page;
    this.folder = folder;
  }

  static async start({ serverUrl, args = [], folder }: RunningDesktopOptions): Promise<RunningDesktop> {
    const dataDir = folder ?? mkdtempSync(join(tmpdir(), "cordboard-desktop-"));
    const app = await _electron.launch({
      ...programOf(),
      args: [...argumentsOf(dataDir), ...args],
      env: environment(serverUrl),
      timeout: START_LIMIT_MS,
    });
    return new RunningDesktop(app, await app.firstWindow(), dataDir);
  }

  /** As the system starts the program a second time, e.g. for a link; resolves when that process has ended. */
  startAgain(serverUrl: string, args: readonly string[]): { readonly status: number | null } {
    const { executablePath } = programOf();
    return spawnSync(executablePath, [...argumentsOf(this.folder), ...args], {
      env: environment(serverUrl),
      timeout: START_LIMIT_MS,
    });
  }

  async signIn(login: string, password: string): Promise<ConsolePage> {
    await this.page.getByTestId("login-form").waitFor();
    const opened = new ConsolePage(this.page);
    await opened.fillSignIn(login, password);
    await this.page.getByTestId("agent-state").waitFor();
    return opened;
  }

  /** Ends it whatever it asks, and removes its files unless the next run needs them. */
  async stop({ keepFiles = false } = {}): Promise<void> {
    const { app, folder } = this;
    await app
      .evaluate(({ app: electron }) => electron.exit(0))
      .catch(() => {
        // The answer is lost with the process that would give it.
      });
    await app.close();
    if (!keepFiles) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function programOf(): { readonly executablePath: string } {
  const executablePath = process.env["CORDBOARD_ELECTRON"] ?? "";
  if (executablePath === "") throw new Error("run.mjs tells where Electron is");
  return { executablePath };
}

/** As root, in a container, Chromium's sandbox cannot be set up; on a desk it always is. */
function argumentsOf(dataDir: string): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    join(root, "dist", "desktop"),
    `--user-data-dir=${dataDir}`,
    ...FAKE_MEDIA,
    ...(isRoot ? ["--no-sandbox"] : []),
  ];
}

function environment(serverUrl: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(CORDBOARD_|VITEST|NODE_OPTIONS)/u.test(entry[0]),
  );
  return { ...Object.fromEntries(inherited), CORDBOARD_SERVER_URL: serverUrl };
}
