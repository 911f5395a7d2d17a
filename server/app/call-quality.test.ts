import { afterEach, describe, expect, it } from "vitest";
import { QUALITY_POINTS_MAX, type VoiceSample } from "../../shared/domain/call-quality.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import { CentreInMemory, VIP_PHONE } from "../../test/fakes/centre-in-memory.ts";

const GOOD: VoiceSample = {
  windowMs: 10_000,
  heard: { lossPercent: 0, jitterMs: 2 },
  heardPackets: 500,
  sent: { lossPercent: 0, jitterMs: 3 },
  rttMs: 20,
  jitterBufferMs: 40,
  microphoneSilent: false,
};
const BAD: VoiceSample = { ...GOOD, heard: { lossPercent: 12, jitterMs: 60 } };
const ANA = asId<UserId>("ana");

let centre: CentreInMemory;
afterEach(() => expect(centre.faults).toEqual([]));

async function talking() {
  centre = await new CentreInMemory().start();
  const console = await centre.signIn("ana");
  const customer = await centre.dialDirect(VIP_PHONE);
  await centre.answer("ana");
  const contactId = console.view.contact!.context.contactId;
  /** Ten seconds later, as the agent's page does it. */
  const report = async (sample: VoiceSample) => {
    await centre.time.advance(10_000);
    return centre.command("ana", "call.quality", { contactId, sample });
  };
  return { contactId, customer, report };
}

const counters = (receivedPackets: number, receivedLost: number) => ({
  receivedPackets,
  receivedLost,
  receivedJitterMs: 4,
  sentPackets: receivedPackets,
  sentLost: 0,
  sentJitterMs: 2,
  rttMs: 30,
});

describe("how a call sounds", () => {
  it("is kept with the contact and stands in its record", async () => {
    const { contactId, report } = await talking();
    await report(GOOD);
    await report({ ...GOOD, heard: { lossPercent: 4, jitterMs: 20 } });
    await centre.command("ana", "call.hang-up", { contactId });
    await report({ ...GOOD, windowMs: 2_000 });
    await centre.command("ana", "wrap-up.complete", {
      contactId,
      disposition: "resolved",
      note: "",
      notReadyReason: null,
    });
    const [kept] = centre.stores.callQuality.ofContact(contactId);
    expect(kept).toMatchObject({ agentId: "ana", cause: "own-network", rttMs: 20, lineLossPercent: null });
    expect(kept?.points.map(({ windowMs, cause }) => [windowMs, cause])).toEqual([
      [10_000, "none"],
      [10_000, "own-network"],
      [2_000, "none"],
    ]);
    expect(kept?.mosMin).toBeLessThan(kept?.mosMean ?? 0);
    expect((await centre.stores.contacts.get(contactId))?.voiceMos).toBe(kept?.mosMean);
  });

  it("takes what the exchange measured on the customer's side into account, and tells the page", async () => {
    const { contactId, customer, report } = await talking();
    centre.lineCounters.set(customer, counters(500, 0));
    expect(await report(GOOD)).toEqual({ line: null });
    centre.lineCounters.set(customer, counters(950, 50));
    expect(await report(GOOD)).toMatchObject({
      line: { heard: { lossPercent: 10, jitterMs: 4 }, heardPackets: 450, rttMs: 30 },
    });
    expect(centre.stores.callQuality.ofContact(contactId)[0]).toMatchObject({
      cause: "customer-line",
      lineLossPercent: 10,
    });
  });

  it("stands on the board while it is not good", async () => {
    const { report } = await talking();
    const voice = () => centre.centre.board().agents.find(({ status }) => status.agentId === ANA)?.voice;
    await report(GOOD);
    expect(voice()).toBeNull();
    await report(BAD);
    expect(voice()).toMatchObject({ cause: "own-network" });
    await report(GOOD);
    expect(voice()).toBeNull();
  });

  it("is journaled once when it stays poor", async () => {
    const { contactId, report } = await talking();
    const alerts = () => centre.stores.journal.ofContact(contactId).filter(({ type }) => type === "quality.poor");
    await report(BAD);
    expect(alerts()).toEqual([]);
    await report(BAD);
    await report(BAD);
    expect(alerts().map(({ payload }) => payload)).toEqual([{ mos: expect.any(Number), cause: "own-network" }]);
  });

  it("is bounded for a call of hours", async () => {
    const { contactId, report } = await talking();
    for (let window = 0; window < QUALITY_POINTS_MAX + 40; window += 1) await report(window === 3 ? BAD : GOOD);
    const [kept] = centre.stores.callQuality.ofContact(contactId);
    expect(kept?.points.length).toBeLessThanOrEqual(QUALITY_POINTS_MAX);
    expect(kept?.points.reduce((sum, { windowMs }) => sum + windowMs, 0)).toBe((QUALITY_POINTS_MAX + 40) * 10_000);
    expect(kept?.cause).toBe("own-network");
  });

  it("is taken from nobody whose call it is not, and not more often than it is measured", async () => {
    const { contactId, report } = await talking();
    await centre.signIn("bo");
    await expect(centre.command("bo", "call.quality", { contactId, sample: BAD })).rejects.toMatchObject({
      code: "not-found",
    });
    await report(GOOD);
    for (let again = 0; again < 5; again += 1) await centre.command("ana", "call.quality", { contactId, sample: BAD });
    expect(centre.stores.callQuality.ofContact(contactId)[0]?.points).toHaveLength(1);
  });

  it("goes on in the same record after the server was killed", async () => {
    const { contactId, report } = await talking();
    await report(GOOD);
    const before = centre;
    centre = await new CentreInMemory(before).start();
    await centre.signIn("ana", { ready: false });
    await centre.time.advance(10_000);
    await centre.command("ana", "call.quality", { contactId, sample: GOOD });
    expect(centre.stores.callQuality.ofContact(contactId)[0]?.points).toHaveLength(2);
  });
});
