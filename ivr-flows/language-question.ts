import { LANGUAGE_NOT_CHOSEN } from "../shared/domain/contact.ts";
import { bilingual, flowSetup } from "./flow-setup.ts";
import { menu } from "./question.ts";

/** Shared by the flows: goes to `languageChosen` or, without a usable answer, to `transferring`. */
export const offeringLanguage = flowSetup.createStateConfig({
  description: "Asks for the language: 1 English, 2 Chinese.",
  entry: [
    // Whoever goes on without an answer is spoken to in both languages in the queue as well, and the agent reads why.
    { type: "record", params: { key: "language", value: LANGUAGE_NOT_CHOSEN, verified: false } },
    { type: "collect", params: ({ context }) => menu(context, "language", bilingual(context, "language-offer")) },
  ],
  on: {
    "input.digits": [
      {
        guard: { type: "pressed", params: { digit: "1" } },
        target: "languageChosen",
        actions: [
          { type: "chooseLanguage", params: { language: "en" } },
          { type: "record", params: { key: "language", value: "en", verified: true } },
        ],
      },
      {
        guard: { type: "pressed", params: { digit: "2" } },
        target: "languageChosen",
        actions: [
          { type: "chooseLanguage", params: { language: "zh" } },
          { type: "record", params: { key: "language", value: "zh", verified: true } },
        ],
      },
      { guard: "pressedAgent", target: "transferring" },
      { guard: "pressedRepeat", target: "offeringLanguage", reenter: true, actions: "forgetComplaint" },
      { guard: "wrongTooOften", target: "transferring" },
      { target: "offeringLanguage", reenter: true, actions: "countWrongInput" },
    ],
    "input.none": [
      { guard: "silentTooOften", target: "transferring" },
      { target: "offeringLanguage", reenter: true, actions: "countSilence" },
    ],
  },
});
