import { spoken } from "../flow-setup.ts";
import { entry } from "../question.ts";
import { serviceSetup } from "./service-setup.ts";

const PIN_DIGITS = 4;

export const askingPin = serviceSetup.createStateConfig({
  description: "Asks for the PIN of four digits; 0 and hash reaches an agent, * starts over, * twice goes back.",
  entry: { type: "collect", params: ({ context }) => entry(context, "pin", PIN_DIGITS) },
  on: {
    "input.secret": [
      { guard: "pinIsComplete", target: "checkingPin" },
      { guard: "wrongTooOften", target: "transferring" },
      { target: "askingPin", reenter: true, actions: ["discardTypeAhead", "countWrongInput"] },
    ],
    "input.digits": { target: "transferring" },
    "input.correct": [
      { guard: "hadTypedSomething", target: "askingPin", reenter: true, actions: "forgetComplaint" },
      { guard: "identifiedByAccount", target: "askingAccount", actions: "forgetTrouble" },
      { target: "mainMenu", actions: "forgetTrouble" },
    ],
    "input.none": [
      { guard: "silentTooOften", target: "transferring" },
      { target: "askingPin", reenter: true, actions: "countSilence" },
    ],
  },
});

export const checkingPin = serviceSetup.createStateConfig({
  description: "Compares the PIN with the customer store.",
  entry: [
    "forgetTrouble",
    {
      type: "verifyPin",
      params: ({ context }) => ({ customerId: context.customerId }),
    },
  ],
  on: {
    "pin.ok": [
      {
        guard: "identifiedByAccount",
        target: "pinAccepted",
        actions: {
          type: "record",
          params: ({ context }) => ({ key: "account", value: context.account, verified: true }),
        },
      },
      { target: "pinAccepted" },
    ],
    "pin.wrong": [
      { guard: "pinWrongTooOften", target: "pinRefused", actions: "countWrongPin" },
      { target: "pinWrong", actions: "countWrongPin" },
    ],
    "pin.locked": { target: "pinLocked" },
    "pin.not-set": { target: "pinMissing" },
    "pin.lost": { target: "askingPin", description: "The server was restarted meanwhile." },
    "store.failed": { target: "storeTrouble" },
  },
  after: { lookupLimit: { target: "storeTrouble" } },
});

export const pinAccepted = serviceSetup.createStateConfig({
  description: "The caller is who the number or the account says; goes on with what they wanted.",
  entry: [
    "markVerified",
    { type: "record", params: { key: "pin", value: "verified", verified: true } },
    {
      type: "record",
      params: ({ context }) => ({
        key: "identified-by",
        value: context.identifiedBy ?? "calling-number",
        verified: true,
      }),
    },
  ],
  always: [{ guard: "balanceIsWanted", target: "loadingBalance" }, { target: "mainMenu" }],
});

export const pinWrong = serviceSetup.createStateConfig({
  description: "Says that the PIN is wrong, then asks again.",
  entry: [
    "discardTypeAhead",
    {
      type: "journal",
      params: ({ context }) => ({
        type: "ivr.pin-wrong",
        payload: { customerId: context.customerId, wrongPins: context.wrongPins },
      }),
    },
    { type: "say", params: ({ context }) => ({ items: [spoken(context, "pin-wrong")], bargeIn: true }) },
  ],
  on: { "prompt.done": { target: "askingPin" } },
});

export const pinRefused = serviceSetup.createStateConfig({
  description: "Wrong too often: says so; an agent continues with an unverified caller.",
  entry: [
    "discardTypeAhead",
    {
      type: "journal",
      params: ({ context }) => ({
        type: "ivr.pin-refused",
        payload: { customerId: context.customerId, wrongPins: context.wrongPins },
      }),
    },
    { type: "record", params: { key: "pin", value: "wrong", verified: false } },
    "dropClaim",
    { type: "say", params: ({ context }) => ({ items: [spoken(context, "pin-refused")], bargeIn: false }) },
  ],
  on: { "prompt.done": { target: "transferring" } },
});

export const pinLocked = serviceSetup.createStateConfig({
  description: "The PIN is locked from earlier attempts: says so; an agent continues with an unverified caller.",
  entry: [
    "discardTypeAhead",
    {
      type: "journal",
      params: ({ context }) => ({ type: "ivr.pin-refused", payload: { customerId: context.customerId, locked: true } }),
    },
    { type: "record", params: { key: "pin", value: "locked", verified: false } },
    "dropClaim",
    { type: "say", params: ({ context }) => ({ items: [spoken(context, "pin-locked")], bargeIn: false }) },
  ],
  on: { "prompt.done": { target: "transferring" } },
});

export const pinMissing = serviceSetup.createStateConfig({
  description: "The customer never set a PIN: an agent helps.",
  entry: [
    "discardTypeAhead",
    { type: "record", params: { key: "pin", value: "not-set", verified: false } },
    { type: "say", params: ({ context }) => ({ items: [spoken(context, "pin-not-set")], bargeIn: false }) },
  ],
  on: { "prompt.done": { target: "transferring" } },
});
