/**
 * Agents' consoles as a process of their own, as in life: each holds a socket, starts its console, is ready, and
 * acknowledges every view at once. `node rig-consoles URL TOKENS_JSON`; prints `started <sip user>` and `ready`.
 */
import { readFileSync } from "node:fs";
import { io } from "socket.io-client";
import { PROTOCOL_VERSION } from "../../../shared/wire/console.ts";

const [url = "", tokensFile = ""] = process.argv.slice(2);
const tokens: unknown = JSON.parse(readFileSync(tokensFile, "utf8"));
if (typeof tokens !== "object" || tokens === null) throw new Error("tokens expected");

let commands = 0;
async function run(token: string): Promise<void> {
  const socket = io(url, {
    transports: ["websocket"],
    auth: { token, protocolVersion: PROTOCOL_VERSION, clientKind: "console" },
  });
  const command = async (
    name: string,
    args: object,
  ): Promise<{ ok?: boolean; code?: string; result?: { sip?: { username?: string } } }> => {
    commands += 1;
    return socket.timeout(5_000).emitWithAck("command", { id: `bench-${process.pid}-${commands}`, name, args });
  };
  let online: () => void = () => undefined;
  const registered = new Promise<void>((resolve) => {
    online = resolve;
  });
  socket.on(
    "agent-view",
    (view: { seq: number; reachability: { phoneRegistered: boolean } }, ack?: (reply: object) => void) => {
      ack?.({ seq: view.seq });
      if (view.reachability.phoneRegistered) online();
    },
  );
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  const started = await command("console.start", {});
  if (started.ok !== true) throw new Error(`console.start: ${started.code ?? "?"}`);
  process.stdout.write(`started ${started.result?.sip?.username ?? ""}\n`);
  // Its phone is registered by somebody else, and no earlier one is there: what the exchange says may count at once.
  await command("agent.phone-registered", {});
  await registered;
  await command("agent.microphone", { ready: true });
  const ready = await command("agent.ready", {});
  if (ready.ok !== true) throw new Error(`agent.ready: ${ready.code ?? "?"}`);
}

await Promise.all(Object.values(tokens).map((token) => run(String(token))));
process.stdout.write("ready\n");
