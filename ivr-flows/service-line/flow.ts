import { flowContext } from "../flow-context.ts";
import { spoken, understood } from "../flow-setup.ts";
import { offeringLanguage } from "../language-question.ts";
import * as account from "./account-states.ts";
import * as menus from "./menu-states.ts";
import * as pin from "./pin-states.ts";
import { recordIntent, serviceSetup } from "./service-setup.ts";

export const serviceLineFlow = serviceSetup.createMachine({
  id: "service-line",
  description: "Service number: greeting, language, identification, balance by itself or on to an agent.",
  context: ({ input }) => flowContext(input),
  initial: "greeting",
  on: {
    "caller.gone": [
      { guard: "balanceWasHeard", target: ".served", description: "The caller hangs up with the balance heard." },
      { target: ".callerLeft", description: "The caller hangs up." },
    ],
    "prompt.failed": {
      target: ".failed",
      actions: "rememberFailure",
      description: "A prompt cannot be made or played.",
    },
  },
  after: { ivrLimit: { target: ".transferring", description: "Too long in the menus." } },
  states: {
    greeting: {
      description: "Greets the caller, in both languages as long as theirs is not known.",
      entry: {
        type: "say",
        params: ({ context }) => ({
          items: understood(context, "greeting"),
          bargeIn: true,
        }),
      },
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
    storeTrouble: {
      description: "The customer store fails or is too slow: apologises.",
      entry: [
        "rememberFailure",
        "discardTypeAhead",
        {
          type: "journal",
          params: ({ context }) => ({ type: "ivr.store-failed", payload: { code: context.failureCode ?? "timeout" } }),
        },
        { type: "say", params: ({ context }) => ({ items: [spoken(context, "system-trouble")], bargeIn: false }) },
      ],
      on: { "prompt.done": { target: "transferring" } },
    },
    transferring: {
      description: "Promises nothing that the queue does not keep: closed, it says so itself.",
      entry: recordIntent,
      always: [{ guard: "queueIsClosed", target: "toQueue" }, { target: "promisingAgent" }],
    },
    promisingAgent: {
      description: "Says that an agent is coming, in both languages to who has not chosen one.",
      entry: { type: "say", params: ({ context }) => ({ items: understood(context, "transfer"), bargeIn: false }) },
      on: {
        "prompt.done": { target: "toQueue" },
        "caller.gone": { target: "callerLeft", description: "Wanted an agent, so not served." },
      },
    },
    toQueue: { type: "final", description: "The caller waits for an agent." },
    served: { type: "final", description: "The caller got what they wanted without an agent." },
    callerLeft: { type: "final", description: "The caller hung up." },
    failed: { type: "final", description: "The flow cannot go on; the caller is queued anyway." },
    offeringLanguage,
    languageChosen: account.languageChosen,
    welcomingBack: account.welcomingBack,
    askingAccount: account.askingAccount,
    lookingUpAccount: account.lookingUpAccount,
    accountNotFound: account.accountNotFound,
    accountNeedsAgent: account.accountNeedsAgent,
    askingPin: pin.askingPin,
    checkingPin: pin.checkingPin,
    pinAccepted: pin.pinAccepted,
    pinWrong: pin.pinWrong,
    pinRefused: pin.pinRefused,
    pinLocked: pin.pinLocked,
    pinMissing: pin.pinMissing,
    mainMenu: menus.mainMenu,
    preparingBalance: menus.preparingBalance,
    loadingBalance: menus.loadingBalance,
    tellingBalance: menus.tellingBalance,
    afterBalance: menus.afterBalance,
    sayingGoodbye: menus.sayingGoodbye,
  },
});
