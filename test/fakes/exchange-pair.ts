import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AriClient } from "../../server/adapters/ari/ari-client.ts";
import type { AriEvent } from "../../server/adapters/ari/ari-types.generated.ts";
import { findAsterisk } from "../../server/adapters/pbx/find-asterisk.ts";
import type { PbxOptions } from "../../server/adapters/pbx/pbx-options.ts";
import { type RunningPbx, startPbx } from "../../server/adapters/pbx/start-pbx.ts";
import { freePbxPorts } from "./free-pbx-ports.ts";

const SECRET = "real-test-secret-0123456789";
const NETWORK_APP = "network";

/** Two real Asterisks with a trunk between them: `main` is ours, the other one plays the telephone network. */
export class ExchangePair {
  readonly mainOptions: PbxOptions;
  main: RunningPbx;
  /** The telephone network's own ARI. */
  readonly network: AriClient;
  readonly #dir: string;
  readonly #carrier: RunningPbx;
  readonly #installation: Awaited<ReturnType<typeof findAsterisk>>;

  private constructor(parts: Pick<ExchangePair, "mainOptions" | "main" | "network">, rest: Rest) {
    this.mainOptions = parts.mainOptions;
    this.main = parts.main;
    this.network = parts.network;
    this.#dir = rest.dir;
    this.#carrier = rest.carrier;
    this.#installation = rest.installation;
  }

  static async start(onNetworkEvent: (event: AriEvent) => void): Promise<ExchangePair> {
    const dir = await mkdtemp(join(tmpdir(), "cordboard-ari-"));
    const installation = await findAsterisk();
    const [mainPorts, carrierPorts] = [await freePbxPorts(), await freePbxPorts()];
    const shared = { ariUser: "cordboard", ariSecret: SECRET, wss: { enabled: false } } as const;
    const trunk = (name: string, port: number) => [{ name, host: "127.0.0.1", port, matchIps: ["127.0.0.1"] }];
    const mainOptions: PbxOptions = {
      ...shared,
      role: "cordboard",
      runDir: join(dir, "main"),
      ports: mainPorts,
      appName: "cordboard",
      trunks: trunk("carrier", carrierPorts.sipUdp),
      survival: { waitMaxSeconds: 10 },
    };
    const carrierOptions: PbxOptions = {
      ...shared,
      role: "carrier",
      runDir: join(dir, "carrier"),
      ports: carrierPorts,
      appName: NETWORK_APP,
      trunks: trunk("cordboard", mainPorts.sipUdp),
    };
    const [main, carrier] = await Promise.all([
      startPbx(mainOptions, { installation }),
      startPbx(carrierOptions, { installation }),
    ]);
    const network = await connected(carrier, onNetworkEvent);
    return new ExchangePair({ mainOptions, main, network }, { dir, carrier, installation });
  }

  /** After `main.stop()`: on the same ports, and with nothing of what was pushed. */
  async startMainAgain(): Promise<void> {
    this.main = await startPbx(this.mainOptions, { installation: this.#installation });
  }

  async stop(): Promise<void> {
    await this.network.stop();
    await Promise.all([this.main.stop(), this.#carrier.stop()]);
    await rm(this.#dir, { recursive: true, force: true });
  }
}

interface Rest {
  readonly dir: string;
  readonly carrier: RunningPbx;
  readonly installation: Awaited<ReturnType<typeof findAsterisk>>;
}

function connected(carrier: RunningPbx, onEvent: (event: AriEvent) => void): Promise<AriClient> {
  return new Promise((resolve) => {
    const network: AriClient = new AriClient({
      httpUrl: carrier.httpUrl,
      user: carrier.ariUser,
      secret: carrier.ariSecret,
      app: NETWORK_APP,
      random: () => 0.5,
      onEvent,
      onConnected: () => resolve(network),
      onDisconnected: () => undefined,
    });
    network.start();
  });
}
