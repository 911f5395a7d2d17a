import { Registerer, UserAgent } from "sip.js";
import { WebSocket } from "ws";
import { EventRecorder } from "./event-recorder.ts";

export interface Softphone {
  register(): Promise<"accepted" | "refused">;
  /** The header that tells a survival call, of the next INVITE; the INVITE is rejected. */
  nextInvite(): Promise<string | undefined>;
  /** Drops the WebSocket without a word. */
  cut(): void;
  stop(): Promise<void>;
}

/** SIP.js in Node: signalling only, which is all these tests need. */
export function softphone(wsUrl: string, name: string, secret: string): Softphone {
  const invites = new EventRecorder<string | undefined>();
  const sockets: WebSocket[] = [];
  class RecordedWebSocket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  Object.assign(globalThis, { WebSocket: RecordedWebSocket });
  const uri = UserAgent.makeURI(`sip:${name}@127.0.0.1`);
  if (uri === undefined) throw new Error(name);
  const agent = new UserAgent({
    uri,
    authorizationUsername: name,
    authorizationPassword: secret,
    transportOptions: { server: wsUrl },
    logBuiltinEnabled: false,
    delegate: {
      onInvite: (invitation) => {
        invites.add(invitation.request.getHeader("X-Cordboard-Survival"));
        invitation.reject().catch((error: unknown) => invites.add(String(error)));
      },
    },
  });
  return {
    register: async () => {
      await agent.start();
      return new Promise((resolve, reject) => {
        new Registerer(agent)
          .register({ requestDelegate: { onAccept: () => resolve("accepted"), onReject: () => resolve("refused") } })
          .catch(reject);
      });
    },
    nextInvite: () => invites.next(() => true),
    cut: () => {
      for (const socket of sockets) socket.terminate();
    },
    stop: () => agent.stop(),
  };
}
