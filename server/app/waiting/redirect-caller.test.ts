import { beforeEach, describe, expect, test } from "vitest";
import { asId, type ContactId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../shared/domain/queue.ts";
import { CentreInMemory, NORMAL_PHONE } from "../../../test/fakes/centre-in-memory.ts";
import { settled } from "../../../test/fakes/manual-time.ts";

const SERVICE = asId<QueueId>("service");
const SALES = asId<QueueId>("sales");

let world: CentreInMemory;
beforeEach(async () => {
  world = await new CentreInMemory(undefined, ["ana", "bo", "cy"]).start();
  world.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, queueId: SALES, names: { en: "Sales" } });
  const memberships = [SERVICE, SALES].map((queueId) => ({ queueId, preference: 1, reserve: false }));
  world.stores.routing.saveAgent({ agentId: asId<UserId>("ana"), displayName: "ana", skills: {}, memberships });
  await world.centre.reloadConfiguration();
  await world.signIn("sofia", { role: "supervisor", ready: false });
  await world.signIn("ana", { ready: false });
  await world.dialDirect(NORMAL_PHONE);
});

const newest = (): ContactId =>
  [...world.centre.parts.registry.all()].at(-1)?.record.contactId ?? expect.fail("nobody");
const send = (contactId: ContactId, queueId: QueueId, login = "sofia") =>
  world.command(login, "waiting.redirect", { contactId, queueId });
const recordOf = (contactId: ContactId) => world.centre.parts.registry.get(contactId)?.record;

describe("a supervisor sends a waiting caller to another queue", () => {
  test("they wait there with their age, count for both, and the journal says who did it", async () => {
    const contactId = newest();
    await world.time.advance(20_000);
    const since = recordOf(contactId)?.queuedAt;
    await send(contactId, SALES);
    expect(recordOf(contactId)).toMatchObject({ phase: "queued", queueId: SALES, overflowedFrom: [SERVICE] });
    expect(recordOf(contactId)?.queuedAt).toBe(since);
    const board = world.centre.board().queues;
    expect(board.map(({ queueId, waiting, overflowed }) => [queueId, waiting, overflowed])).toEqual(
      expect.arrayContaining([
        [SERVICE, 0, 1],
        [SALES, 1, 0],
      ]),
    );
    const noted = world.stores.journal.ofContact(contactId).find(({ type }) => type === "queue.redirected");
    expect(noted?.payload).toEqual({ by: "sofia", byName: "sofia", fromQueueId: SERVICE, queueId: SALES });
  });

  test("and are served there by whoever becomes ready", async () => {
    const contactId = newest();
    await send(contactId, SALES);
    await world.command("ana", "agent.ready", {});
    await settled();
    expect(world.console("ana").view.contact?.context).toMatchObject({ contactId, queueId: SALES });
  });

  test("not by an agent, not twice to the same one, not nowhere, not who is being offered", async () => {
    const contactId = newest();
    await expect(send(contactId, SALES, "ana")).rejects.toMatchObject({ code: "forbidden" });
    await expect(send(contactId, SERVICE)).rejects.toMatchObject({ code: "conflict" });
    await expect(send(contactId, asId<QueueId>("returns"))).rejects.toMatchObject({ code: "not-found" });
    await expect(send(asId<ContactId>("c-none"), SALES)).rejects.toMatchObject({ code: "not-found" });
    await world.command("ana", "agent.ready", {});
    await settled();
    await expect(send(contactId, SALES)).rejects.toMatchObject({ code: "conflict" });
  });

  test("not to where nobody is signed in: they would be told goodbye", async () => {
    const contactId = newest();
    await world.centre.agentSignedOut(world.console("ana").user.userId, "signed-out");
    await settled();
    await expect(send(contactId, SALES)).rejects.toMatchObject({ code: "queue-unattended" });
    expect(recordOf(contactId)).toMatchObject({ phase: "queued", queueId: SERVICE });
  });
});
