import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import type { ChannelId, PlaybackId } from "../../shared/domain/ids.ts";
import { LISTENING } from "../ports/prompt-library.ts";
import { TelephonyError } from "../ports/telephony.ts";

const SERVICE_LINE = "4000";
const LINE_CUT = new TelephonyError("pbx-unavailable", "the line is cut");
const NO_ANSWER = new TelephonyError("pbx-timeout", "no answer in time");

let world: CentreInMemory;
let caller: ChannelId;
beforeEach(async () => {
  world = await new CentreInMemory().start();
  await world.signIn("ana");
});
afterEach(() => vi.restoreAllMocks());

const playing = (): readonly PlaybackId[] => world.pbx.channels.get(caller)?.playing ?? [];
const press = async (digit: string): Promise<void> => {
  world.pbx.emit({ type: "digit", channelId: caller, digit, durationMs: 80 });
  await settled();
};

let unknown: PlaybackId | null = null;
/** The PBX carries out the next one that listens; what it answers is lost: `problem` is all that arrives here. */
function answerOfListeningIsLost(problem: TelephonyError): void {
  unknown = null;
  const { pbx } = world;
  const play = pbx.play.bind(pbx);
  vi.spyOn(pbx, "play").mockImplementation(async (playbackId, channelId, media) => {
    await play(playbackId, channelId, media);
    if (!media.some((sound) => sound.includes(LISTENING.id))) return;
    unknown = playbackId;
    vi.mocked(pbx.play).mockImplementation(play);
    if (problem === LINE_CUT) pbx.disconnect();
    throw problem;
  });
}
async function toTheMenu(): Promise<void> {
  caller = world.pbx.callFrom(NORMAL_PHONE, SERVICE_LINE);
  await settled();
  for (let words = 0; words < 3 && unknown === null; words += 1) {
    world.pbx.finishPlayback(caller);
    await settled();
  }
  expect(playing(), "it listens, and nobody here knows").toContain(unknown);
}
async function throughToAna(): Promise<ChannelId> {
  await press("0");
  for (let words = 0; words < 3 && world.pbx.ringingAt("agent-ana").length === 0; words += 1) {
    world.pbx.finishPlayback(caller);
    await settled();
  }
  return world.answer("ana");
}

describe("silence that listens, begun by a request whose answer was lost", () => {
  test("is stopped when the line is back, before the question is asked again behind it", async () => {
    answerOfListeningIsLost(LINE_CUT);
    await toTheMenu();
    expect(world.pbx.connected).toBe(false);
    world.pbx.reconnect();
    await settled();
    expect(playing(), "the PBX plays one thing after the other").not.toContain(unknown);
    expect(playing().length, "the question and what listens behind it").toBe(2);
    const leg = await throughToAna();
    expect(playing()).toEqual([]);
    expect(world.pbx.talking(caller, leg)).toBe(true);
  });

  test("is stopped before anything else is said, and does not go on into the conversation", async () => {
    answerOfListeningIsLost(NO_ANSWER);
    world.pbx.failNext("stopPlayback", NO_ANSWER);
    await toTheMenu();
    await throughToAna();
    expect(playing()).toEqual([]);
  });

  test("is not looked for any more once the caller is gone", async () => {
    answerOfListeningIsLost(LINE_CUT);
    await toTheMenu();
    world.pbx.end(caller);
    world.pbx.reconnect();
    await settled();
    await world.time.advance(60_000);
    const before = world.pbx.requests.filter((request) => request.startsWith("stopPlayback")).length;
    await world.time.advance(120_000);
    expect(world.pbx.requests.filter((request) => request.startsWith("stopPlayback")).length).toBe(before);
  });
});

test("an announcement whose end was not confirmed does not go on into the conversation", async () => {
  caller = await world.dialDirect(NORMAL_PHONE);
  const leg = world.ringing("ana");
  await world.command("ana", "offer.reject", { offerId: world.console("ana").view.contact?.offerId ?? expect.fail() });
  await world.time.advance(8_000);
  expect(playing().length, "their place is being said").toBe(1);
  expect(leg).toBeTruthy();
  world.pbx.failNext("stopAnnouncement", NO_ANSWER);
  await world.signIn("bo");
  await world.answer("bo");
  await world.time.advance(5_000);
  expect(playing()).toEqual([]);
});
