import { expect, test } from "vitest";
import { rig } from "../../../test/fakes/ari-telephony-rig.ts";
import type { FakeAriRequest } from "../../../test/fakes/fake-ari-server.ts";
import { asId, type ChannelId } from "../../../shared/domain/ids.ts";

const legs = (count: number) => Array.from({ length: count }, (_, n) => asId<ChannelId>(`leg-${n}`));
const sourcesOf = (request: FakeAriRequest) =>
  request.path.endsWith("/subscription") && request.query["eventSource"] !== "deviceState:"
    ? [(request.query["eventSource"] ?? "").split(",")]
    : [];

test("after a restart legs are subscribed to together: a thousand take twenty-one requests, each leg in one of them", async () => {
  const { server, telephony } = await rig();
  await Promise.all(legs(1_000).map((leg) => telephony.adopt(leg)));
  const asked = server.requests.flatMap(sourcesOf);
  expect(asked).toHaveLength(21);
  expect(asked.flat().toSorted()).toEqual(
    legs(1_000)
      .map((leg) => `channel:${leg}`)
      .toSorted(),
  );
});

test("one leg is gone meanwhile, and the PBX takes none of them: the others are subscribed to all the same", async () => {
  const { telephony } = await rig((request) =>
    sourcesOf(request).flat().includes("channel:leg-7")
      ? { status: 422, body: { message: "Event source does not exist" } }
      : undefined,
  );
  const told = await Promise.allSettled(legs(20).map((leg) => telephony.adopt(leg)));
  expect(told.flatMap(({ status }, n) => (status === "rejected" ? [n] : []))).toEqual([7]);
});

test("a PBX that does not answer is asked once for all, and each is told", async () => {
  const { server, telephony } = await rig((request) => (sourcesOf(request).length > 0 ? "silence" : undefined));
  const told = await Promise.allSettled(legs(20).map((leg) => telephony.adopt(leg)));
  expect(told.map(({ status }) => status)).toEqual(legs(20).map(() => "rejected"));
  expect(server.requests.flatMap(sourcesOf)).toHaveLength(2);
});
