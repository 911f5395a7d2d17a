import { assign } from "xstate";
import { flowSetup } from "../flow-setup.ts";
import type { FlowContext, RecordParams } from "../flow-vocabulary.ts";

const WRONG_PINS_MAX = 3;
const UNKNOWN_ACCOUNTS_MAX = 3;

/** The words of the service line on top of the shared ones. */
export const serviceSetup = flowSetup.extend({
  actions: {
    noteAccount: assign({
      account: ({ event, context }) => (event.type === "input.digits" ? event.digits : context.account),
    }),
    countUnknownAccount: assign({ unknownAccounts: ({ context }) => context.unknownAccounts + 1 }),
    countWrongPin: assign({ wrongPins: ({ context }) => context.wrongPins + 1 }),
    /** A typed account names the customer; being verified must be earned anew. */
    identifyByAccount: assign(({ event, context }): Partial<FlowContext> => {
      if (event.type !== "account.matched") return {};
      const customer = event.match.customers[0];
      if (customer === undefined) return {};
      const verified = context.verified && context.customerId === customer.customerId;
      return { match: event.match, customerId: customer.customerId, identifiedBy: "account", verified };
    }),
    /** Several customers share the account: the agent sees all of them. */
    noteSeveral: assign(({ event }): Partial<FlowContext> => {
      if (event.type !== "account.matched") return {};
      return { match: event.match, customerId: null, identifiedBy: null, verified: false };
    }),
    markVerified: assign({ verified: true, wrongPins: 0 }),
    /** Whoever typed an account and not its PIN is not taken for its owner; the match stays for the agent to see. */
    dropClaim: assign(({ context }): Partial<FlowContext> => {
      return context.identifiedBy === "account" ? { customerId: null, identifiedBy: null } : {};
    }),
    noteBalance: assign(({ event }): Partial<FlowContext> => {
      return event.type === "balance.loaded" ? { balance: event.balance, intent: null } : {};
    }),
    markBalanceHeard: assign({ balanceHeard: true }),
  },
  guards: {
    isVerified: ({ context }) => context.verified && context.customerId !== null,
    balanceIsWanted: ({ context }) => context.intent === "balance",
    balanceWasHeard: ({ context }) => context.balanceHeard,
    identifiedByAccount: ({ context }) => context.identifiedBy === "account",
    hasAccountLength: ({ event }) => event.type === "input.digits" && /^\d{8}$/.test(event.digits),
    typedOnlyZero: ({ event }) => event.type === "input.digits" && event.digits === "0",
    pinIsComplete: ({ event }) => event.type === "input.secret" && event.complete,
    hadTypedSomething: ({ event }) => event.type === "input.correct" && event.typed > 0,
    matchedOne: ({ event }) => event.type === "account.matched" && event.match.kind === "one",
    matchedSeveral: ({ event }) => event.type === "account.matched" && event.match.kind === "many",
    unknownTooOften: ({ context }) => context.unknownAccounts + 1 >= UNKNOWN_ACCOUNTS_MAX,
    pinWrongTooOften: ({ context, event }) =>
      context.wrongPins + 1 >= WRONG_PINS_MAX || (event.type === "pin.wrong" && event.attemptsLeft <= 0),
  },
});

/** What the agent reads as the reason of the call. */
export const recordIntent = {
  type: "record",
  params: ({ context }: { readonly context: FlowContext }): RecordParams => ({
    key: "intent",
    value: context.intent ?? "agent",
    verified: false,
  }),
} as const;
