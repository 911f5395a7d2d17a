import { asId, type ChannelId } from "../../../shared/domain/ids.ts";
import type { MonitorMode } from "../../../shared/domain/monitoring.ts";
import { type SnoopRequest, TelephonyError, type TelephonySnapshot } from "../../ports/telephony.ts";
import type { Centre } from "../centre.ts";
import type { Attachment, Monitor } from "./monitor.ts";
import { sameAttachment, wantedAttachment } from "./wanted-attachment.ts";

/** Then the exchange is in no state to connect anybody. */
const FAILURES_MAX = 2;
const SPEAKS_TO: Readonly<Record<MonitorMode, SnoopRequest["speaksTo"]>> = {
  listen: "nobody",
  whisper: "leg",
  barge: "all",
};

interface ConnectionParts {
  readonly centre: Centre;
  readonly isOver: (monitor: Monitor) => boolean;
  /** Monitors of the same agent, this one included. */
  readonly ofAgent: (monitor: Monitor) => readonly Monitor[];
  readonly note: (monitor: Monitor, type: "monitor.attached", payload: object) => void;
  readonly onChange: (monitor: Monitor) => void;
  readonly onFailure: (monitor: Monitor) => void;
}

/** Asks the PBX for what `wantedAttachment` says, one change after the other, however many reasons there are meanwhile. */
export class MonitorConnection {
  readonly #parts: ConnectionParts;
  readonly #working = new Map<Monitor, Promise<void>>();

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  /** Resolves when everything is as it should be, or was given up. Never rejects. */
  settle(monitor: Monitor): Promise<void> {
    const running = this.#working.get(monitor);
    // The loop looks again before it ends.
    if (running) return running;
    const work = this.#settle(monitor).finally(() => this.#working.delete(monitor));
    this.#working.set(monitor, work);
    return work;
  }

  /** Its bridge and the supervisor's leg in it; rejects with a TelephonyError. */
  async open({ bridgeId, leg }: Monitor): Promise<void> {
    const { telephony } = this.#parts.centre;
    await Promise.all([telephony.createBridge(bridgeId), telephony.addToBridge(bridgeId, [leg])]);
  }

  /** Nothing of it stays; what fails now is ended by the next comparison, by its id. */
  close(monitor: Monitor): void {
    const { telephony } = this.#parts.centre;
    const { attachment, snoopId, legState, leg, bridgeId } = monitor;
    monitor.attachment = null;
    monitor.isAttached = false;
    if (attachment?.kind === "leg") this.#attempt(monitor, this.#home(attachment));
    if (snoopId) this.#attempt(monitor, telephony.hangup(snoopId, "normal"));
    if (legState === "made") return;
    this.#attempt(monitor, telephony.hangup(leg, "normal"));
    if (legState === "up") this.#attempt(monitor, telephony.destroyBridge(bridgeId));
  }

  /** What the PBX has is not what was asked for: asked for again by the next `settle`. */
  compare(monitor: Monitor, { channels, bridges }: TelephonySnapshot): void {
    const inside = bridges.find(({ bridgeId }) => bridgeId === monitor.bridgeId)?.channelIds ?? [];
    const { attachment } = monitor;
    const voice = attachment?.kind === "leg" ? attachment.agentLeg : monitor.snoopId;
    const isTogether = inside.includes(monitor.leg) && (attachment === null || (voice && inside.includes(voice)));
    if (isTogether || this.#working.has(monitor)) return;
    this.#parts.centre.log.warn({ monitorId: monitor.monitorId }, "a supervisor was not connected: done again");
    if (!inside.includes(monitor.leg)) this.#attempt(monitor, this.open(monitor));
    if (monitor.snoopId && channels.some(({ channelId }) => channelId === monitor.snoopId))
      this.#attempt(monitor, this.#parts.centre.telephony.hangup(monitor.snoopId, "normal"));
    this.lost(monitor);
  }

  /** Of a monitor that is over. */
  endLeft(channelId: ChannelId): void {
    const { telephony, log, reconciliation } = this.#parts.centre;
    log.info({ channelId }, "a leg of a monitor that is over was still there: ended");
    telephony.hangup(channelId, "normal").catch((error: unknown) => {
      log.warn({ err: error, channelId }, "a leg of a monitor that is over could not be ended yet");
      reconciliation.soon();
    });
  }

  /** The snoop has ended, or was found missing. */
  lost(monitor: Monitor): void {
    monitor.attachment = null;
    monitor.isAttached = false;
    monitor.snoopId = null;
    this.#parts.onChange(monitor);
  }

  async #settle(monitor: Monitor): Promise<void> {
    const { centre, isOver, ofAgent } = this.#parts;
    while (!isOver(monitor) && monitor.legState === "up") {
      const wanted = wantedAttachment(centre, monitor, ofAgent(monitor));
      if (sameAttachment(wanted, monitor.attachment)) return;
      const isDone =
        monitor.attachment === null && wanted !== null
          ? await this.#attach(monitor, wanted)
          : await this.#detach(monitor);
      if (!isDone) return;
    }
  }

  /** Before anything else is made: two snoops in one bridge would speak to each other. */
  async #detach(monitor: Monitor): Promise<boolean> {
    const { centre, onChange, onFailure, isOver } = this.#parts;
    const { attachment, snoopId } = monitor;
    monitor.attachment = null;
    monitor.isAttached = false;
    monitor.snoopId = null;
    monitor.touched = centre.registry.mark();
    onChange(monitor);
    try {
      if (attachment?.kind === "leg") await this.#home(attachment);
      if (snoopId) await centre.telephony.hangup(snoopId, "normal");
      return true;
    } catch (error) {
      // Who would go on being heard without knowing it is heard by nobody at all.
      centre.log.error({ err: error, monitorId: monitor.monitorId }, "a supervisor could not be disconnected: stopped");
      monitor.snoopId ??= snoopId;
      if (!isOver(monitor)) onFailure(monitor);
      return false;
    }
  }

  async #attach(monitor: Monitor, wanted: Attachment): Promise<boolean> {
    const { centre, note, onChange, isOver } = this.#parts;
    const { telephony, registry } = centre;
    monitor.attachment = wanted;
    monitor.touched = registry.mark();
    try {
      if (wanted.kind === "leg") {
        note(monitor, "monitor.attached", { channelId: wanted.agentLeg, mode: wanted.mode });
        await telephony.addToBridge(monitor.bridgeId, [wanted.agentLeg]);
      } else {
        monitor.snoopCount += 1;
        const snoopId = asId<ChannelId>(`${monitor.monitorId}.w${monitor.snoopCount}`);
        monitor.snoopId = snoopId;
        note(monitor, "monitor.attached", { channelId: snoopId, mode: wanted.mode });
        await telephony.snoop({ snoopId, channelId: wanted.agentLeg, speaksTo: SPEAKS_TO[wanted.mode] });
        // Ended, changed or replaced while it was being made: whoever did that has ended it, or the loop does.
        if (isOver(monitor) || monitor.snoopId !== snoopId) return true;
        await telephony.addToBridge(monitor.bridgeId, [snoopId]);
      }
    } catch (error) {
      return this.#attachFailed(monitor, wanted, error);
    }
    if (isOver(monitor) || monitor.attachment !== wanted) return true;
    monitor.isAttached = true;
    monitor.failures = 0;
    onChange(monitor);
    return true;
  }

  #attachFailed(monitor: Monitor, wanted: Attachment, error: unknown): false {
    const { centre, isOver, onFailure } = this.#parts;
    const { snoopId } = monitor;
    if (isOver(monitor)) return false;
    centre.reconciliation.soon();
    if (monitor.attachment !== wanted) return false;
    monitor.attachment = null;
    monitor.snoopId = null;
    // A request that failed may have been carried out.
    if (wanted.kind === "snoop" && snoopId) this.#attempt(monitor, centre.telephony.hangup(snoopId, "normal"));
    monitor.failures += 1;
    const isGone = error instanceof TelephonyError && error.code === "channel-gone";
    if (!isGone) centre.log.warn({ err: error, monitorId: monitor.monitorId }, "a supervisor could not be connected");
    if (monitor.failures > FAILURES_MAX) onFailure(monitor);
    return false;
  }

  /** The agent's leg goes back to its call, unless the call is not on hold any more: whoever resumed it has moved the leg. */
  #home({ agentId, agentLeg }: Attachment): Promise<void> {
    const { telephony, registry } = this.#parts.centre;
    const contact = registry.ofAgent(agentId);
    const isStillAlone = contact?.agentLeg?.channelId === agentLeg && contact.heldSince !== null && !contact.second;
    if (!contact?.bridgeId || !isStillAlone) return Promise.resolve();
    return telephony.addToBridge(contact.bridgeId, [agentLeg]);
  }

  #attempt(monitor: Monitor, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const { log, reconciliation } = this.#parts.centre;
      const isGone = error instanceof TelephonyError && error.code === "channel-gone";
      if (!isGone) log.warn({ err: error, monitorId: monitor.monitorId }, "a request of a supervisor's monitor failed");
      reconciliation.soon();
    });
  }
}
