import { flowContext } from "../flow-context.ts";
import { flowSetup, understood } from "../flow-setup.ts";
import { offeringLanguage } from "../language-question.ts";

export const salesLineFlow = flowSetup.createMachine({
  id: "sales-line",
  description: "Sales number: a short greeting, the language, then the queue.",
  context: ({ input }) => flowContext(input),
  initial: "greeting",
  on: {
    "caller.gone": { target: ".callerLeft", description: "The caller hangs up." },
    "prompt.failed": {
      target: ".failed",
      actions: "rememberFailure",
      description: "A prompt cannot be made or played.",
    },
  },
  after: { ivrLimit: { target: ".toQueue", description: "Too long in the menus." } },
  states: {
    greeting: {
      description: "Greets the caller, in both languages as long as theirs is not known.",
      entry: [
        { type: "record", params: { key: "intent", value: "sales", verified: false } },
        {
          type: "say",
          params: ({ context }) => ({
            items: understood(context, "sales-greeting"),
            bargeIn: true,
          }),
        },
      ],
      on: {
        "prompt.done": [
          {
            guard: "languageIsKnown",
            target: "languageChosen",
            actions: {
              type: "record",
              params: ({ context }) => ({ key: "language", value: context.language, verified: true }),
            },
          },
          { target: "offeringLanguage" },
        ],
      },
    },
    offeringLanguage,
    languageChosen: {
      description: "Is the caller known by the calling number? The agent sees it; nothing is asked.",
      always: [
        {
          guard: "customerIsKnown",
          target: "transferring",
          actions: { type: "record", params: { key: "identified-by", value: "calling-number", verified: false } },
        },
        { target: "transferring" },
      ],
    },
    transferring: {
      description: "Promises nothing that the queue does not keep: closed, it says so itself.",
      always: [{ guard: "queueIsClosed", target: "toQueue" }, { target: "promisingAgent" }],
    },
    promisingAgent: {
      description: "Says that an agent is coming, in both languages to who has not chosen one.",
      entry: {
        type: "say",
        params: ({ context }) => ({ items: understood(context, "sales-transfer"), bargeIn: false }),
      },
      on: { "prompt.done": { target: "toQueue" } },
    },
    toQueue: { type: "final", description: "The caller waits for a sales agent." },
    callerLeft: { type: "final", description: "The caller hung up." },
    failed: { type: "final", description: "The flow cannot go on; the caller is queued anyway." },
  },
});
