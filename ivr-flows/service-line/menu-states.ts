import { spoken } from "../flow-setup.ts";
import { menu } from "../question.ts";
import { recordIntent, serviceSetup } from "./service-setup.ts";
import { spokenBalance, writtenBalance } from "./spoken-balance.ts";

export const mainMenu = serviceSetup.createStateConfig({
  description: "1 balance, 2 billing question, 3 fault report, 0 or 9 agent.",
  entry: {
    type: "collect",
    params: ({ context }) => menu(context, "menu", [spoken(context, "main-menu")]),
  },
  on: {
    "input.digits": [
      {
        guard: { type: "pressed", params: { digit: "1" } },
        target: "preparingBalance",
        actions: { type: "noteIntent", params: { intent: "balance" } },
      },
      {
        guard: { type: "pressed", params: { digit: "2" } },
        target: "transferring",
        actions: { type: "noteIntent", params: { intent: "billing" } },
      },
      {
        guard: { type: "pressed", params: { digit: "3" } },
        target: "transferring",
        actions: { type: "noteIntent", params: { intent: "fault" } },
      },
      { guard: "pressedAgent", target: "transferring" },
      { guard: "pressedRepeat", target: "mainMenu", reenter: true, actions: "forgetComplaint" },
      { guard: "wrongTooOften", target: "transferring" },
      { target: "mainMenu", reenter: true, actions: "countWrongInput" },
    ],
    "input.none": [
      { guard: "silentTooOften", target: "transferring" },
      { target: "mainMenu", reenter: true, actions: "countSilence" },
    ],
  },
});

export const preparingBalance = serviceSetup.createStateConfig({
  description: "No balance without a PIN: asks for it unless it was right already.",
  entry: ["forgetTrouble", recordIntent],
  always: [
    { guard: "isVerified", target: "loadingBalance" },
    { guard: "customerIsKnown", target: "askingPin" },
    { target: "askingAccount" },
  ],
});

export const loadingBalance = serviceSetup.createStateConfig({
  description: "Fetches the balance from the customer store.",
  entry: { type: "loadBalance", params: ({ context }) => ({ customerId: context.customerId }) },
  on: {
    "balance.loaded": { target: "tellingBalance", actions: "noteBalance" },
    "store.failed": { target: "storeTrouble" },
  },
  after: { lookupLimit: { target: "storeTrouble" } },
});

export const tellingBalance = serviceSetup.createStateConfig({
  description: "Says the balance and until when it is to be paid.",
  entry: {
    type: "say",
    params: ({ context }) => ({
      items: context.balance === null ? [] : [spokenBalance(context, context.balance)],
      bargeIn: true,
    }),
  },
  on: {
    "prompt.done": {
      target: "afterBalance",
      actions: [
        "markBalanceHeard",
        {
          type: "record",
          params: ({ context }) => ({
            key: "balance-heard",
            value: context.balance === null ? "" : writtenBalance(context.balance),
            verified: true,
          }),
        },
      ],
    },
  },
});

export const afterBalance = serviceSetup.createStateConfig({
  description: "1 hear it again, 2 main menu, 0 or 9 agent; silence or hanging up ends a served call.",
  entry: {
    type: "collect",
    params: ({ context }) => menu(context, "menu", [spoken(context, "after-balance")]),
  },
  on: {
    "input.digits": [
      { guard: { type: "pressed", params: { digit: "1" } }, target: "tellingBalance", actions: "forgetTrouble" },
      { guard: { type: "pressed", params: { digit: "2" } }, target: "mainMenu", actions: "forgetTrouble" },
      { guard: "pressedAgent", target: "transferring" },
      { guard: "pressedRepeat", target: "afterBalance", reenter: true, actions: "forgetComplaint" },
      { guard: "wrongTooOften", target: "transferring" },
      { target: "afterBalance", reenter: true, actions: "countWrongInput" },
    ],
    "input.none": { target: "sayingGoodbye" },
    "caller.gone": { target: "served" },
  },
});

export const sayingGoodbye = serviceSetup.createStateConfig({
  description: "Thanks and says goodbye.",
  entry: { type: "say", params: ({ context }) => ({ items: [spoken(context, "goodbye")], bargeIn: false }) },
  on: {
    "prompt.done": { target: "served" },
    "prompt.failed": { target: "served" },
    "caller.gone": { target: "served" },
  },
});
