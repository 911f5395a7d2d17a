import type { ContactId } from "../../shared/domain/ids.ts";
import type { Scheduler } from "../ports/clock.ts";
import type { FlowTimeout } from "./flow-driver.ts";
import type { ArmedTimer } from "./ivr-snapshot.ts";

/** The delays of one flow on the one scheduler, by absolute deadline, so that a snapshot can carry them. */
export class FlowTimers {
  private readonly scheduler: Scheduler;
  private readonly contactId: ContactId;
  private readonly onTimeout: (event: FlowTimeout) => void;
  private readonly timers = new Map<string, ArmedTimer>();

  constructor(scheduler: Scheduler, contactId: ContactId, onTimeout: (event: FlowTimeout) => void) {
    this.scheduler = scheduler;
    this.contactId = contactId;
    this.onTimeout = onTimeout;
  }

  armed(): readonly ArmedTimer[] {
    return [...this.timers.values()];
  }

  arm(timer: ArmedTimer): void {
    this.timers.set(timer.timer, timer);
    this.scheduler.schedule(this.key(timer.timer), timer.dueAt, () => {
      this.timers.delete(timer.timer);
      this.onTimeout(timer.event);
    });
  }

  disarm(timer: string): void {
    if (this.timers.delete(timer)) this.scheduler.cancel(this.key(timer));
  }

  disarmAll(): void {
    for (const timer of [...this.timers.keys()]) this.disarm(timer);
  }

  private key(timer: string): string {
    return `ivr:${this.contactId}:${timer}`;
  }
}
