import { Inviter, SessionState, type UserAgent, Web } from "sip.js";
import { ECHO_EXTENSION } from "../../../../shared/wire/console.ts";
import type { EchoListener, EchoTest } from "./phone-port.ts";
import { ICE_GATHERING_TIMEOUT_MS } from "./sip-call.ts";

/** A call to the exchange itself, which sends back what it hears: the whole way a customer's voice takes, without a customer. */
export class EchoCall implements EchoTest {
  readonly #inviter: Inviter;

  /** @throws when the line is not connected or the microphone refuses; then nothing was begun */
  static async start(agent: UserAgent, listener: EchoListener): Promise<EchoCall> {
    const target = agent.configuration.uri.clone();
    target.user = ECHO_EXTENSION;
    const options: Web.SessionDescriptionHandlerOptions = { iceGatheringTimeout: ICE_GATHERING_TIMEOUT_MS };
    const call = new EchoCall(new Inviter(agent, target, { sessionDescriptionHandlerOptions: options }), listener);
    await call.#inviter.invite();
    return call;
  }

  private constructor(inviter: Inviter, listener: EchoListener) {
    this.#inviter = inviter;
    inviter.stateChange.addListener((state) => {
      const handler = this.#handler();
      if (state === SessionState.Established && handler !== null) listener.established(handler.remoteMediaStream);
      if (state === SessionState.Terminated) listener.ended();
    });
  }

  async stats(): Promise<RTCStatsReport | null> {
    return (await this.#handler()?.peerConnection?.getStats()) ?? null;
  }

  async end(): Promise<void> {
    const { state } = this.#inviter;
    if (state === SessionState.Established) await this.#inviter.bye();
    else if (state === SessionState.Initial || state === SessionState.Establishing) await this.#inviter.cancel();
  }

  #handler(): Web.SessionDescriptionHandler | null {
    const handler = this.#inviter.sessionDescriptionHandler;
    return handler instanceof Web.SessionDescriptionHandler ? handler : null;
  }
}
