import { expect, test } from "vitest";
import { asId, type ChannelId } from "../../../shared/domain/ids.ts";
import type { LegLabel } from "../../ports/telephony.ts";
import { AriError } from "./ari-error.ts";
import { AriLegs } from "./ari-legs.ts";
import { AriWishes } from "./ari-wishes.ts";

const LABEL: LegLabel = {
  channelId: asId<ChannelId>("leg-1"),
  headers: { "X-Cordboard-Contact": "c1\r\nEvil: 1" },
};

function legs(answer: () => Promise<unknown>) {
  const asked: unknown[] = [];
  const call = async (...request: unknown[]): Promise<never> => {
    asked.push(request);
    return (await answer()) as never;
  };
  return { asked, legs: new AriLegs(new AriWishes({ call }), "app", 1_000) };
}

test("a leg that was made without a call is given its header, once", async () => {
  const rig = legs(() => Promise.resolve());
  await rig.legs.label(LABEL);
  expect(rig.asked).toEqual([
    [
      "channels.setChannelVar",
      { channelId: "leg-1", variable: "PJSIP_HEADER(add,X-Cordboard-Contact)", value: "c1  Evil: 1" },
    ],
  ]);
});

test.each([
  ["it is gone", new AriError("status", 404, "channels.setChannelVar", "Channel not found"), "channel-gone"],
  [
    "nothing is answered: a header would be there twice",
    new AriError("timeout", 0, "channels.setChannelVar", "no reply"),
    "pbx-timeout",
  ],
])("it is not tried again when %s", async (_what, error, code) => {
  const rig = legs(() => Promise.reject(error));
  await expect(rig.legs.label(LABEL)).rejects.toMatchObject({ code });
  expect(rig.asked).toHaveLength(1);
});
