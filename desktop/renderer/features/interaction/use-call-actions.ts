import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { usePhone, usePhoneState } from "../../connection/phone-context.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";

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
  const rejectCommand = useCommand("offer.reject");
  const parkCommand = useCommand("call.park");
  const { phase, held, offerId, second, consultedBy, customerGone } = contact;
  // Who is only asked has nobody to hold or to pass on.
  const isMine = consultedBy === null && !customerGone;
  const { contactId } = contact.context;
  const talking = phase === "connected" && (call === "talking" || call === "answering");
  const actions: CallActions = {
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
    canHangUp: phase === "connected" || phase === "dialing",
    isHangUpPending: hangUpCommand.isPending || call === "ending",
    hangUp: () => {
      // The server ends both legs. When it cannot be asked, the agent's own phone says goodbye: nothing may keep an agent in a call.
      if (!online) phone.hangUp();
      else
        void hangUpCommand.run({ contactId }).then((done) => {
          if (!done) phone.hangUp();
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
