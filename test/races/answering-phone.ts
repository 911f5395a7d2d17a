import { type Invitation, Registerer, SessionState, UserAgent } from "sip.js";
import type { BodyAndContentType, SessionDescriptionHandler } from "sip.js";
import { WebSocket } from "ws";
import type { SipLogin } from "../../shared/wire/console.ts";

/**
 * An answer that Asterisk takes from a WebRTC phone, without a voice behind it: the call is Up, which is all that matters for
 * a race of signalling. The fingerprint is that of nothing.
 */
const ANSWER = [
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 0 101",
  "c=IN IP4 127.0.0.1",
  "a=rtcp:9 IN IP4 127.0.0.1",
  "a=ice-ufrag:race",
  "a=ice-pwd:0123456789012345678901234",
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => "AB").join(":")}`,
  "a=setup:active",
  "a=mid:0",
  "a=rtcp-mux",
  "a=sendrecv",
  "a=rtpmap:0 PCMU/8000",
  "a=rtpmap:101 telephone-event/8000",
  "",
].join("\r\n");

class NoVoice implements SessionDescriptionHandler {
  close(): void {
    // Nothing was opened.
  }
  async getDescription(): Promise<BodyAndContentType> {
    return { body: ANSWER, contentType: "application/sdp" };
  }
  hasDescription(contentType: string): boolean {
    return contentType === "application/sdp";
  }
  async setDescription(): Promise<void> {
    // Whatever the exchange offers is fine.
  }
  sendDtmf(): boolean {
    return false;
  }
}

export interface AnsweringPhone {
  /** Calls that are ringing or up here. */
  readonly open: ReadonlySet<Invitation>;
  stop(): Promise<void>;
}

interface PhoneOptions {
  readonly login: SipLogin;
  readonly answerAfterMs: () => number;
}

/** An agent's phone in Node: registers, and answers each call after a while, even one that is being cancelled just then. */
export async function answeringPhone({ login, answerAfterMs }: PhoneOptions): Promise<AnsweringPhone> {
  Object.assign(globalThis, { WebSocket });
  const uri = UserAgent.makeURI(`sip:${login.username}@${login.domain}`);
  if (uri === undefined) throw new Error(login.username);
  const open = new Set<Invitation>();
  const agent = new UserAgent({
    uri,
    authorizationUsername: login.username,
    authorizationPassword: login.secret,
    transportOptions: { server: login.wsUrl },
    logBuiltinEnabled: false,
    sessionDescriptionHandlerFactory: () => new NoVoice(),
    delegate: {
      onInvite: (invitation) => {
        open.add(invitation);
        invitation.stateChange.addListener((state) => {
          if (state === SessionState.Terminated) open.delete(invitation);
        });
        setTimeout(() => {
          // Cancelled meanwhile: that is one of the two ends of the race.
          if (invitation.state === SessionState.Initial) invitation.accept().catch(() => undefined);
        }, answerAfterMs());
      },
    },
  });
  await agent.start();
  await new Promise<void>((resolve, reject) => {
    const refused = () => reject(new Error(`${login.username} could not register`));
    new Registerer(agent).register({ requestDelegate: { onAccept: () => resolve(), onReject: refused } }).catch(reject);
  });
  return { open, stop: () => agent.stop() };
}
