import { describe, expect, it, vi } from "vitest";
import { FakeServer } from "../preview/fake-server.ts";
import { changeBetween } from "../../../shared/wire/wallboard-changes.ts";
import { boardOf } from "../preview/board-of.ts";
import { contact, view, vip } from "../preview/fixtures.ts";
import { ConsoleClient } from "./console-client.ts";
import { ServerClock } from "./server-clock.ts";

const NOW = 1_795_000_000_000;

function start(server = new FakeServer(view(NOW, null))) {
  const paints: (() => void)[] = [];
  const marks: string[] = [];
  const notices: string[] = [];
  const badPushes: string[] = [];
  let ids = 0;
  const clock = new ServerClock(() => NOW);
  const client = new ConsoleClient({
    port: server,
    clock,
    kind: "console",
    localNow: () => NOW,
    newId: () => `command-${(ids += 1)}`,
    renderNow: (change) => change(),
    afterPaint: (callback) => paints.push(callback),
    onNotice: ({ code }) => notices.push(code),
    onBadPush: (event) => badPushes.push(event),
    mark: (name, offerId) => marks.push(`${name} ${offerId}`),
  });
  client.open();
  const paint = () => {
    for (const callback of paints.splice(0)) callback();
  };
  return { server, client, clock, paint, marks, notices, badPushes };
}

const online = (client: ConsoleClient) => vi.waitFor(() => expect(client.state.get().link).toBe("online"));

describe("ConsoleClient", () => {
  it("starts the console on each connection and shows the view it answers with", async () => {
    const { client, server } = start();
    await online(client);
    expect(client.state.get().view?.status.state).toBe("ready");
    expect(client.state.get().started?.sip.username).toBe("agent-li.na");

    const before = client.state.get().started;
    server.drop();
    expect(client.state.get().link).toBe("reconnecting");
    server.connect();
    await online(client);
    expect(server.named("console.start")).toHaveLength(2);
    expect(client.state.get().started).not.toBe(before);
  });

  it("knows where the centre stands, also while it is away, and takes another answer of a server that was started anew", async () => {
    const { client, server, badPushes } = start();
    await online(client);
    expect(client.timeZone.get()).toBeNull();
    server.emit("hello", { serverNow: NOW, timeZone: "Asia/Shanghai", entryScripts: [] });
    server.drop();
    expect(client.timeZone.get()).toBe("Asia/Shanghai");
    server.connect();
    server.emit("hello", { serverNow: NOW, timeZone: "Europe/Berlin", entryScripts: [] });
    expect(client.timeZone.get()).toBe("Europe/Berlin");
    server.emit("hello", { serverNow: NOW });
    expect([client.timeZone.get(), badPushes]).toEqual(["Europe/Berlin", ["hello"]]);
  });

  it("shows within 2 s that no heartbeat comes, although the socket stands, and that they come again", async () => {
    const { client, server } = start();
    await online(client);
    vi.useFakeTimers();
    try {
      server.emit("heartbeat", { serverNow: NOW });
      vi.advanceTimersByTime(1_500);
      expect(client.state.get().link).toBe("online");
      vi.advanceTimersByTime(500);
      expect(client.state.get().link).toBe("reconnecting");
      server.emit("heartbeat", { serverNow: NOW });
      expect(client.state.get().link).toBe("online");
      expect(server.named("console.start")).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("acknowledges a view only after it was painted, and marks an offer once", async () => {
    const { client, server, paint, marks } = start();
    await online(client);
    paint();
    server.push({ contact: contact(NOW, "offered", vip(NOW)) });
    expect(client.state.get().view?.contact?.customer?.name).toBe("林慧敏");
    expect(server.painted).toEqual([]);
    paint();
    expect(server.painted).toEqual([2]);
    server.push({});
    paint();
    expect(server.painted).toEqual([2, 3]);
    expect(marks.map((mark) => mark.split(" ")[0])).toEqual(["offer-received", "offer-painted"]);
  });

  it("drops a view that is older than the one shown, but takes a lower number after a restart of the server", async () => {
    const { client, server } = start();
    await online(client);
    server.push({});
    server.push({});
    const shown = client.state.get().view;
    client.message("agent-view", { ...view(NOW, null), seq: 2 }, () => undefined);
    expect(client.state.get().view).toBe(shown);
    client.message("agent-view", { ...view(NOW + 60_000, null), seq: 1 }, () => undefined);
    expect(client.state.get().view?.serverNow).toBe(NOW + 60_000);
  });

  it.each([
    ["agent-view", { seq: "one" }],
    ["notice", { at: NOW, code: 5, severity: "info", callback: null }],
    ["session-ended", { because: "bored" }],
    ["surprise", {}],
  ])("drops a %s that does not fit and says so", async (event, payload) => {
    const { client, server, badPushes } = start();
    await online(client);
    const before = client.state.get();
    server.emit(event, payload);
    expect(client.state.get()).toBe(before);
    expect(badPushes).toEqual([event]);
  });

  it("passes the code of a refused command on", async () => {
    const { client, server } = start();
    await online(client);
    server.respond = () => ({ ok: false, code: "wrap-up-required" });
    await expect(client.command("agent.ready", {})).rejects.toMatchObject({ code: "wrap-up-required" });
  });

  it("gives each command an id of its own and refuses one while the line is down", async () => {
    const { client, server } = start();
    await online(client);
    await client.command("agent.not-ready", { reason: "lunch" });
    expect(server.named("agent.not-ready")).toEqual([{ name: "agent.not-ready", args: { reason: "lunch" } }]);
    server.drop();
    await expect(client.command("agent.ready", {})).rejects.toMatchObject({ code: "server-unreachable" });
  });

  it("ends for good when the session was taken over", async () => {
    const { client, server } = start();
    await online(client);
    server.emit("session-ended", { because: "signed-in-elsewhere" });
    expect(client.state.get()).toMatchObject({ link: "ended", ended: "signed-in-elsewhere" });
    expect(server.connected).toBe(false);
  });

  it.each([
    ["protocol-version-mismatch", "outdated"],
    ["session-expired", "expired"],
    ["not-signed-in", "expired"],
  ])("ends when the handshake is refused with %s", (code, ended) => {
    const { client } = start();
    client.refused(code);
    expect(client.state.get().ended).toBe(ended);
  });

  it("keeps the server's time", async () => {
    const { client, clock } = start(new FakeServer(view(NOW + 5_000, null)));
    await online(client);
    expect(clock.now()).toBe(NOW + 5_000);
  });

  it("changes the board it has; a change of another board makes it begin anew with a whole one", async () => {
    const { client, server, badPushes } = start();
    await online(client);
    const board = boardOf({ queues: 2, agents: 30, now: NOW, seq: 1 });
    const busier = { ...board, seq: 2, inIvr: 7 };
    server.emit("wallboard", board);
    const changed = changeBetween(board, busier);
    server.emit("wallboard-change", changed);
    expect(client.board.get()).toEqual(busier);
    expect(client.board.get()?.agents[0]).toBe(board.agents[0]);
    server.emit("wallboard-change", changed);
    expect(client.board.get()).toEqual(busier);
    expect(badPushes).toEqual(["wallboard-change"]);
    await vi.waitFor(() => expect(server.named("console.start")).toHaveLength(2));
    const whole = { ...board, seq: 9, inIvr: 3 };
    server.emit("wallboard", whole);
    expect(client.board.get()).toEqual(whole);
  });
});
