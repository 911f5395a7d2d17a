import type { FlowEvent } from "../../ivr-flows/flow-vocabulary.ts";
import type { ContactId, CustomerId } from "../../shared/domain/ids.ts";
import type { IvrDeps } from "./ivr-api.ts";

/**
 * Questions to the customer store, one at a time. The flow limits their time (`lookupLimit`); an answer that comes later, or
 * after the caller left, is noted and dropped.
 */
export class Lookups {
  private readonly deps: IvrDeps;
  private readonly contactId: ContactId;
  private readonly post: (event: FlowEvent) => void;
  private turn = 0;

  constructor(deps: IvrDeps, contactId: ContactId, post: (event: FlowEvent) => void) {
    this.deps = deps;
    this.contactId = contactId;
    this.post = post;
  }

  /** Nobody waits for the answer any more. */
  abandon(): void {
    this.turn += 1;
  }

  matchAccount(account: string): void {
    void this.ask("account", async () => ({
      type: "account.matched",
      match: await this.deps.customers.match("account", account),
    }));
  }

  verifyPin(customerId: CustomerId | null, pin: string): void {
    void this.ask("pin", async () => {
      if (customerId === null) return unknownCustomer;
      const { result, attemptsLeft } = await this.deps.customers.verifyPin(customerId, pin, this.deps.clock.now());
      switch (result) {
        case "ok":
          return { type: "pin.ok" };
        case "wrong":
          return { type: "pin.wrong", attemptsLeft };
        case "locked":
          return { type: "pin.locked" };
        case "no-pin":
          return { type: "pin.not-set" };
      }
    });
  }

  loadBalance(customerId: CustomerId | null): void {
    void this.ask("balance", async () => {
      if (customerId === null) return unknownCustomer;
      const record = await this.deps.customers.record(customerId, this.deps.clock.now());
      return record === null ? unknownCustomer : { type: "balance.loaded", balance: record.balance };
    });
  }

  private async ask(what: "account" | "pin" | "balance", work: () => Promise<FlowEvent>): Promise<void> {
    this.turn += 1;
    const turn = this.turn;
    let event: FlowEvent;
    try {
      event = await work();
    } catch (problem) {
      event = { type: "store.failed", code: codeOf(problem) };
    }
    if (turn === this.turn) this.post(event);
    else this.deps.journal("ivr.late-result", this.contactId, { what, result: event.type });
  }
}

const unknownCustomer: FlowEvent = { type: "store.failed", code: "customer-unknown" };

/** Messages of a store may quote what was asked, so only the code is kept. */
function codeOf(problem: unknown): string {
  const code: unknown = typeof problem === "object" && problem !== null ? Reflect.get(problem, "code") : null;
  return typeof code === "string" ? code.slice(0, 60) : "store-failed";
}
