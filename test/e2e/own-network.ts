import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Locally administered (IEEE 802 §8.4). Nobody has the third one: what is sent there arrives nowhere, and nobody says so. */
const EXCHANGE_MAC = "02:00:00:00:00:01";
const MACHINE_MAC = "02:00:00:00:00:02";
const NOBODYS_MAC = "02:00:00:00:00:03";
/** RFC 2544: for measuring networks, so nobody's own. */
const networkOf = (index: number) => `198.18.${index}`;
const NETWORKS = 254;
const LOOPBACK = "127.0.0.1";

/**
 * A machine of its own for a browser: a network namespace whose only cable (a veth pair) leads to this machine, so that its packets can
 * vanish and its address change as on a real network, in the middle of a call. The product's listeners stay on loopback: that address is
 * routed through the cable (`route_localnet`), and pages there count as safe to the browser, which gives them the microphone.
 */
export class OwnNetwork {
  readonly #name: string;
  readonly #here: string;
  readonly #there: string;
  readonly #network: string;
  #host = 2;

  private constructor(index: number) {
    this.#network = networkOf(index);
    this.#name = `cordboard-${index}`;
    // Names of interfaces have 15 letters at the most.
    this.#here = `cordboard${index}h`;
    this.#there = `cordboard${index}m`;
  }

  /** Nothing where this machine does not let us: only root may, and not in every container. */
  static make(): OwnNetwork | null {
    for (let turn = 0; turn < NETWORKS; turn += 1) {
      const network = new OwnNetwork(1 + ((process.pid + turn) % NETWORKS));
      try {
        ip("netns", "add", network.#name);
      } catch (error) {
        if (/exists/iu.test(String(error))) continue;
        return null;
      }
      try {
        network.#plugIn();
        return network;
      } catch {
        // May make a namespace, and no cable: as little as none.
        network.remove();
        return null;
      }
    }
    return null;
  }

  /** A program in `folder` that runs `command` on that machine. */
  programFor(command: string, folder: string): string {
    const program = join(folder, `on-${this.#name}`);
    writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${this.#name} "${command}" "$@"\n`);
    chmodSync(program, 0o755);
    return program;
  }

  /** No packet arrives any more, in neither direction. No socket is closed, the cable is in, the machine believes it has a network. */
  lose(): void {
    this.#neighbours(NOBODYS_MAC, NOBODYS_MAC);
  }

  /** After `lose`. */
  comeBack(): void {
    this.#neighbours(EXCHANGE_MAC, MACHINE_MAC);
  }

  /** The machine has another address, as in another Wi-Fi; the old one is nobody's. */
  move(): void {
    this.#onMachine("addr", "flush", "dev", this.#there, "scope", "global");
    this.#host += 1;
    this.#address();
  }

  /** The cable is pulled (or a tunnel is closed), and the machine sees that. */
  unplug(): void {
    this.#onMachine("link", "set", this.#there, "down");
  }

  /** After `unplug`: with another address, as tunnels are opened again. */
  plug(): void {
    this.#onMachine("link", "set", this.#there, "up");
    this.move();
  }

  remove(): void {
    ip("netns", "delete", this.#name);
  }

  #plugIn(): void {
    const ends = ["netns", this.#name, "address", MACHINE_MAC, "type", "veth", "peer", "name", this.#here];
    ip("link", "add", this.#there, ...ends, "netns", String(process.pid), "address", EXCHANGE_MAC);
    ip("addr", "add", `${this.#network}.1/24`, "dev", this.#here);
    ip("link", "set", this.#here, "up");
    writeFileSync(`/proc/sys/net/ipv4/conf/${this.#here}/route_localnet`, "1");
    const allow = `echo 1 > /proc/sys/net/ipv4/conf/${this.#there}/route_localnet`;
    ip("netns", "exec", this.#name, "sh", "-c", allow);
    this.#onMachine("link", "set", this.#there, "up");
    this.#address();
  }

  #address(): void {
    this.#onMachine("addr", "add", `${this.#network}.${this.#host}/24`, "dev", this.#there);
    this.#onMachine("route", "replace", `${LOOPBACK}/32`, "via", `${this.#network}.1`, "dev", this.#there);
    this.comeBack();
  }

  #neighbours(exchange: string, machine: string): void {
    this.#onMachine(
      "neigh",
      "replace",
      `${this.#network}.1`,
      "lladdr",
      exchange,
      "dev",
      this.#there,
      "nud",
      "permanent",
    );
    ip("neigh", "replace", `${this.#network}.${this.#host}`, "lladdr", machine, "dev", this.#here, "nud", "permanent");
  }

  #onMachine(...command: readonly string[]): void {
    ip("-n", this.#name, ...command);
  }
}

function ip(...command: readonly string[]): void {
  execFileSync("ip", command, { stdio: ["ignore", "ignore", "pipe"] });
}
