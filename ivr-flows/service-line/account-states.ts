import { spoken } from "../flow-setup.ts";
import { entry } from "../question.ts";
import { serviceSetup } from "./service-setup.ts";

const ACCOUNT_DIGITS = 8;

export const languageChosen = serviceSetup.createStateConfig({
  description: "Is the caller known by the calling number? Several matches are not guessed between.",
  entry: "forgetTrouble",
  always: [
    {
      guard: "customerIsKnown",
      target: "welcomingBack",
      actions: { type: "record", params: { key: "identified-by", value: "calling-number", verified: false } },
    },
    { target: "askingAccount" },
  ],
});

export const welcomingBack = serviceSetup.createStateConfig({
  description: "Welcomes a known caller without saying a name: the number may be somebody else's phone.",
  entry: { type: "say", params: ({ context }) => ({ items: [spoken(context, "welcome-back")], bargeIn: true }) },
  on: { "prompt.done": { target: "mainMenu" } },
});

export const askingAccount = serviceSetup.createStateConfig({
  description: "Asks for the account number of eight digits; 0 and hash reaches an agent, * starts over.",
  entry: { type: "collect", params: ({ context }) => entry(context, "account", ACCOUNT_DIGITS) },
  on: {
    "input.digits": [
      { guard: "typedOnlyZero", target: "transferring" },
      { guard: "hasAccountLength", target: "lookingUpAccount", actions: "noteAccount" },
      { guard: "wrongTooOften", target: "accountNeedsAgent" },
      { target: "askingAccount", reenter: true, actions: ["discardTypeAhead", "countWrongInput"] },
    ],
    "input.correct": { target: "askingAccount", reenter: true, actions: "forgetComplaint" },
    "input.none": [
      { guard: "silentTooOften", target: "transferring" },
      { target: "askingAccount", reenter: true, actions: "countSilence" },
    ],
  },
});

export const lookingUpAccount = serviceSetup.createStateConfig({
  description: "Looks for the customer having this account.",
  entry: [
    "forgetTrouble",
    { type: "record", params: ({ context }) => ({ key: "account", value: context.account, verified: false }) },
    { type: "matchAccount", params: ({ context }) => ({ account: context.account }) },
  ],
  on: {
    "account.matched": [
      {
        guard: "matchedOne",
        target: "askingPin",
        actions: [
          "identifyByAccount",
          { type: "record", params: { key: "identified-by", value: "account", verified: false } },
        ],
      },
      { guard: "matchedSeveral", target: "accountNeedsAgent", actions: "noteSeveral" },
      { guard: "unknownTooOften", target: "accountNeedsAgent" },
      { target: "accountNotFound", actions: ["countUnknownAccount", "discardTypeAhead"] },
    ],
    "store.failed": { target: "storeTrouble" },
  },
  after: { lookupLimit: { target: "storeTrouble" } },
});

export const accountNotFound = serviceSetup.createStateConfig({
  description: "Says that no customer has this account, then asks again.",
  entry: { type: "say", params: ({ context }) => ({ items: [spoken(context, "account-not-found")], bargeIn: true }) },
  on: { "prompt.done": { target: "askingAccount" } },
});

export const accountNeedsAgent = serviceSetup.createStateConfig({
  description: "The account cannot be settled by keys: an agent will.",
  entry: [
    "discardTypeAhead",
    { type: "say", params: ({ context }) => ({ items: [spoken(context, "account-needs-agent")], bargeIn: false }) },
  ],
  on: { "prompt.done": { target: "transferring" } },
});
