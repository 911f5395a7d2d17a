import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SystemScheduler } from "./system-scheduler.ts";

const RING_MS = 50;
const STALL_MS = 600;

const clock = { now: () => Date.now() };
const scheduler = new SystemScheduler(clock, {
  onError: (error) => {
    throw error;
  },
});
let server: Server;
let here: Socket;
let there: Socket;

beforeEach(async () => {
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const accepted = once(server, "connection");
  here = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(here, "connect");
  [there] = (await accepted) as [Socket];
});
afterEach(async () => {
  scheduler.stop();
  here.destroy();
  there.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test("an answer that came while the event loop stood still is heard before the ring time that passed meanwhile", async () => {
  const order: string[] = [];
  const bothHappened = new Promise<void>((resolve) => {
    const happened = (what: string): void => {
      order.push(what);
      if (order.length === 2) resolve();
    };
    // As the ARI client does it: parsed where it arrives, acted on a turn later.
    here.on("data", () => setImmediate(() => happened("answered")));
    scheduler.schedule("ring", clock.now() + RING_MS, () => happened("no answer"));
  });
  there.write("200 OK");
  const until = performance.now() + STALL_MS;
  while (performance.now() < until);
  await bothHappened;
  expect(order).toEqual(["answered", "no answer"]);
});
