import { beforeEach, describe, expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

let world: CentreInMemory;

beforeEach(async () => {
  world = await new CentreInMemory().start();
});

describe("one desk, one owner", () => {
  test("a phone that says it has registered is asked after at once, and counts only if the PBX has it", async () => {
    await world.signIn("ana", { ready: false });
    await world.command("ana", "console.start", {});
    const reachable = () => world.console("ana").view.reachability.phoneRegistered;
    expect(reachable()).toBe(false);
    const endpoint = world.pbx.endpoints.get("agent-ana") ?? expect.fail("no login");
    endpoint.registered = false;
    await world.command("ana", "agent.phone-registered", {});
    expect(reachable()).toBe(false);
    // Over the one before: nothing changed that the PBX would report.
    endpoint.registered = true;
    await world.command("ana", "agent.phone-registered", {});
    expect(reachable()).toBe(true);
  });

  test("a report that came late, of the registration before, makes nobody unreachable for long", async () => {
    const ana = await world.signIn("ana");
    const endpoint = world.pbx.endpoints.get("agent-ana") ?? expect.fail("no login");
    world.pbx.emit({ type: "endpoint-registered", endpointName: "agent-ana", registered: false });
    await settled();
    expect(ana.view.status).toMatchObject({ state: "not-ready", reason: "phone-unreachable" });
    endpoint.registered = true;
    await world.time.advance(1_500);
    expect(ana.view.status.state).toBe("ready");
  });

  test("whoever presses ready is believed that far that the PBX is asked", async () => {
    const ana = await world.signIn("ana", { ready: false });
    world.pbx.emit({ type: "endpoint-registered", endpointName: "agent-ana", registered: false });
    await settled();
    const endpoint = world.pbx.endpoints.get("agent-ana") ?? expect.fail("no login");
    endpoint.registered = true;
    await world.command("ana", "agent.ready", {});
    expect(ana.view.status.state).toBe("ready");
  });

  test("a second sign-in takes over: the first console is told, the SIP secret is replaced", async () => {
    const first = await world.signIn("ana");
    const second = await world.signIn("ana", { ready: false });
    expect(first.endedBecause).toBe("signed-in-elsewhere");
    expect(world.pbx.requests.filter((request) => request === "pushEndpoint agent-ana")).toHaveLength(2);
    expect(second.view.status.state).toBe("ready");
    await expect(world.centre.consoles.command(first.connectionId, "agent.ready", {})).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("signing out revokes the SIP login and takes no more calls", async () => {
    const ana = await world.signIn("ana");
    await world.centre.agentSignedOut(ana.user.userId, "signed-out");
    expect(world.pbx.endpoints.has("agent-ana")).toBe(false);
    await world.dialDirect(NORMAL_PHONE);
    expect(await world.newestRecord()).toMatchObject({ phase: "queued" });
  });

  test("a console that was cut off and is back at once is ready again", async () => {
    await world.signIn("ana");
    world.loseConsole("ana");
    await settled();
    expect(reasonOf("ana")).toBe("console-disconnected");
    await world.time.advance(5_000);
    const again = await world.signIn("ana", { ready: false });
    expect(again.view.status.state).toBe("ready");
  });
});

function reasonOf(login: string) {
  return world.statusOf(login)?.reason ?? null;
}
