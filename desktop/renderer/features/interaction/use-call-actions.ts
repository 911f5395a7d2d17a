import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { usePhone, usePhoneState } from "../../connection/phone-context.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { useJustChanged } from "./use-just-changed.ts";

/**
 * `end`: the talk that is on. `end-both`: the customer, who may be on hold, and whoever is asked about them. `leave`: only the agent
 * goes, those two talk on. Said on the button; a BYE of the agent's phone means the same to the server (`second-calls.ts`).
 */
export type HangUpMeaning = "end" | "end-both" | "leave";

/** Of these the server has seen more than this page: somebody else was first, and the view is on its way. Or it is being done. */
const KNOWS_BETTER: ReadonlySet<string> = new Set(["pending", "no-active-call", "conflict"]);

export interface CallActions {
  readonly canAnswer: boolean;
  readonly answer: () => void;
  readonly canReject: boolean;
  readonly reject: () => void;
  readonly canMute: boolean;
  readonly isMuted: boolean;
  readonly toggleMute: () => void;
  readonly canHold: boolean;
  readonly isHoldPending: boolean;
  readonly toggleHold: () => void;
  readonly canSendDigits: boolean;
  /** Ask somebody, hand over, park: with one call, that is the agent's own. */
  readonly canPassOn: boolean;
  readonly isParkPending: boolean;
  readonly park: () => void;
  /** What hanging up does to the others: README of the renderer, 2026-11-24. */
  readonly hangUpMeans: HangUpMeaning;
  readonly canHangUp: boolean;
  readonly isHangUpPending: boolean;
  readonly hangUp: () => void;
}

/** What can be done with the call now, by button and by key. Used once on a screen: by the desk or by the strip. */
export function useCallActions(contact: ConsoleContact): CallActions {
  const phone = usePhone();
  const { call, muted } = usePhoneState();
  const online = useConsoleState().link === "online";
  const hold = useCommand("call.hold");
  const resume = useCommand("call.resume");
  const hangUpCommand = useCommand("call.hang-up");
  const leaveCommand = useCommand("consult.complete");
  const rejectCommand = useCommand("offer.reject");
  const parkCommand = useCommand("call.park");
  const { phase, held, offerId, second, consultedBy, customerGone } = contact;
  // Who is only asked has nobody to hold or to pass on.
  const isMine = consultedBy === null && !customerGone;
  const { contactId } = contact.context;
  const talking = phase === "connected" && (call === "talking" || call === "answering");
  const meaning = hangUpMeaning(contact);
  const justChanged = useJustChanged(contact);
  const actions: CallActions = {
    hangUpMeans: meaning,
    canAnswer: call === "ringing",
    answer: phone.answer,
    canReject: phase === "offered" && offerId !== null && online && !rejectCommand.isPending,
    reject: () => {
      if (offerId !== null) void rejectCommand.run({ offerId });
    },
    canMute: talking || (phase === "dialing" && call === "talking"),
    isMuted: muted,
    toggleMute: () => phone.setMuted(!muted),
    canHold: phase === "connected" && online && isMine,
    isHoldPending: hold.isPending || resume.isPending,
    toggleHold: () => void (held ? resume : hold).run({ contactId }),
    canSendDigits: phase === "connected" && call === "talking" && (!held || second?.state === "active"),
    canPassOn: phase === "connected" && online && isMine && second === null && !parkCommand.isPending,
    isParkPending: parkCommand.isPending,
    park: () => void parkCommand.run({ contactId }),
    canHangUp: (phase === "connected" || phase === "dialing") && !justChanged,
    isHangUpPending: hangUpCommand.isPending || leaveCommand.isPending || call === "ending",
    hangUp: () => {
      if (hangUpCommand.isPending || leaveCommand.isPending) return;
      // The server does it. When it cannot be asked, the agent's own phone says goodbye: nothing may keep an agent in a call.
      if (!online) phone.hangUp();
      else
        void (meaning === "leave" ? leaveCommand : hangUpCommand).ask({ contactId }).then((refused) => {
          // With another customer on the same leg a goodbye that comes too late would be theirs: pressed again, it is done or offline.
          if (refused !== null && !KNOWS_BETTER.has(refused) && second?.kind !== "customer") phone.hangUp();
        });
    },
  };
  useShortcut("answer", actions.answer, actions.canAnswer);
  useShortcut("reject", actions.reject, actions.canReject);
  useShortcut("mute", actions.toggleMute, actions.canMute);
  useShortcut("hold", actions.toggleHold, actions.canHold && !actions.isHoldPending);
  useShortcut("park", actions.park, actions.canPassOn);
  useShortcut("hang-up", actions.hangUp, actions.canHangUp);
  return actions;
}

function hangUpMeaning({ second, customerGone }: ConsoleContact): HangUpMeaning {
  // Of two customers the one goes whom the agent talks with: nobody is left with the other.
  if (second === null || second.kind === "customer" || customerGone) return "end";
  return second.state === "conference" ? "leave" : "end-both";
}
