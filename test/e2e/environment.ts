import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { findAsterisk } from "../../server/adapters/pbx/find-asterisk.ts";
import type { PbxPorts } from "../../server/adapters/pbx/pbx-options.ts";
import { type Carrier, startCarrier } from "../carrier/carrier.ts";
import { freePbxPorts } from "../fakes/free-pbx-ports.ts";
import { type BrowserWish, openBrowser } from "./browsers.ts";
import { takeMadePrompts } from "./made-prompts.ts";
import { RunningServer } from "./running-server.ts";
import { ServerApi } from "./server-api.ts";

/** Everything a whole call needs: the telephone network, the server with its exchange, browsers with microphones. */
export interface Environment {
  readonly carrier: Carrier;
  readonly server: RunningServer;
  readonly pbxPorts: PbxPorts;
  /** Signed in through HTTP, as scripts and other programs are. */
  api(login: string): Promise<ServerApi>;
  /** One a tone: opened at the first wish. */
  browser(toneHz: number): Promise<Browser>;
  /** One of its own, closed at the end. */
  anotherBrowser(wish: BrowserWish): Promise<Browser>;
  stop(): Promise<void>;
}

export async function startEnvironment(env: Readonly<Record<string, string>> = {}): Promise<Environment> {
  const folder = mkdtempSync(join(tmpdir(), "cordboard-e2e-"));
  const stops: (() => Promise<unknown>)[] = [
    async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const stop = async () => {
    const failures: unknown[] = [];
    // One part that cannot be stopped must not leave the others behind.
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) {
      await last().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  try {
    const installation = await findAsterisk();
    const [pbxPorts, carrierPorts] = [await freePbxPorts(), await freePbxPorts()];
    mkdirSync(join(folder, "carrier"));
    const carrier = await startCarrier({
      folder: join(folder, "carrier"),
      ports: carrierPorts,
      toPort: pbxPorts.sipUdp,
      installation,
    });
    stops.push(() => carrier.stop());
    const dataDir = join(folder, "data");
    mkdirSync(dataDir, { mode: 0o700 });
    await takeMadePrompts(dataDir);
    const server = await RunningServer.start({ dataDir, ports: pbxPorts, trunkPort: carrierPorts.sipUdp, env });
    stops.push(() => server.stop());
    const browsers = new Map<number, Promise<Browser>>();
    stops.push(async () => {
      for (const opened of browsers.values()) await (await opened).close();
    });
    const apis = new Map<string, Promise<ServerApi>>();
    return {
      carrier,
      server,
      pbxPorts,
      stop,
      api: (login) => kept(apis, login, () => ServerApi.signIn(server.url, login, server.password(login))),
      browser: (toneHz) => kept(browsers, toneHz, () => openBrowser(folder, { toneHz })),
      anotherBrowser: async (wish) => {
        const opened = await openBrowser(folder, wish);
        stops.push(() => opened.close());
        return opened;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function kept<Key, Value>(made: Map<Key, Promise<Value>>, key: Key, make: () => Promise<Value>): Promise<Value> {
  const before = made.get(key);
  if (before !== undefined) return before;
  const value = make();
  made.set(key, value);
  return value;
}
