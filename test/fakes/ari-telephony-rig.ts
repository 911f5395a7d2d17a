import { onTestFinished } from "vitest";
import { AriTelephony } from "../../server/adapters/ari/ari-telephony.ts";
import type { TelephonyEvent } from "../../server/ports/telephony.ts";
import {
  FAKE_ARI,
  startFakeAri,
  type FakeAriOptions,
  type FakeAriRequest,
  type FakeAriServer,
} from "./fake-ari-server.ts";

interface Rig {
  readonly server: FakeAriServer;
  readonly telephony: AriTelephony;
  readonly events: TelephonyEvent[];
  readonly logged: string[];
}

/** The adapter on a fake ARI server; both are ended with the test. */
export async function rig(answer: FakeAriOptions["answer"] = () => undefined): Promise<Rig> {
  const noEndpoints = (request: FakeAriRequest) =>
    request.path === "endpoints/PJSIP" ? { status: 200, body: [] } : undefined;
  const server = await startFakeAri({ answer: (request) => answer(request) ?? noEndpoints(request) });
  const logged: string[] = [];
  const log = (_: unknown, message: string): void => {
    logged.push(message);
  };
  const telephony = new AriTelephony({
    httpUrl: server.httpUrl,
    ...FAKE_ARI,
    log: { info: log, warn: log, error: log },
    random: () => 0.5,
    survivalVariable: "SURVIVAL",
    requestTimeoutMs: 150,
  });
  const events: TelephonyEvent[] = [];
  telephony.onEvent((event) => events.push(event));
  onTestFinished(() => server.close());
  onTestFinished(() => telephony.stop());
  await telephony.start();
  return { server, telephony, events, logged };
}

/** Answers requests whose `METHOD path` matches. */
export const when =
  (pattern: RegExp, status: number | "silence", message = "") =>
  (request: FakeAriRequest) => {
    if (!pattern.test(`${request.method} ${request.path}`)) return undefined;
    return status === "silence" ? status : { status, body: { message } };
  };
