import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import type { SecondCallView } from "../../../../shared/wire/transfer-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";

interface Step {
  readonly take: () => void;
  readonly can: boolean;
  readonly isPending: boolean;
}

/** What can be done with two calls, by button and by key. */
export function useSecondCallSteps(contact: ConsoleContact, second: SecondCallView) {
  const online = useConsoleState().link === "online";
  const swap = useCommand("consult.swap");
  const conference = useCommand("consult.conference");
  const complete = useCommand("consult.complete");
  const cancel = useCommand("consult.cancel");
  const hangUp = useCommand("call.hang-up");
  const { contactId } = contact.context;
  const { state } = second;
  const isOwn = second.kind === "customer";
  const isThere = !contact.customerGone;
  // In a conference hanging up is leaving those two: ending it for them is a step of its own.
  const isConference = !isOwn && state === "conference" && isThere;
  const can = online && ![swap, conference, complete, cancel, hangUp].some(({ isPending }) => isPending);
  const steps = {
    // Out of a conference with a colleague one would have to be sent away; of two customers one can be put on hold.
    swap: {
      take: () => void swap.run({ contactId }),
      can: can && (isOwn || state !== "conference") && isThere,
      isPending: swap.isPending,
    },
    conference: {
      take: () => void conference.run({ contactId }),
      can: can && (state === "active" || state === "waiting") && isThere,
      isPending: conference.isPending,
    },
    handOver: {
      take: () => void complete.run({ contactId }),
      can: can && !isOwn && state !== "away" && isThere,
      isPending: complete.isPending,
    },
    letGo: {
      take: () => void (isOwn ? hangUp.run({ contactId: second.contactId }) : cancel.run({ contactId })),
      can,
      isPending: cancel.isPending || (isOwn && hangUp.isPending),
    },
    endAll: {
      take: () => void hangUp.run({ contactId }),
      can: can && isConference,
      isPending: isConference && hangUp.isPending,
    },
  } satisfies Record<string, Step>;
  useShortcut("swap", steps.swap.take, steps.swap.can);
  useShortcut("conference", steps.conference.take, steps.conference.can);
  useShortcut("hand-over", steps.handOver.take, steps.handOver.can);
  useShortcut("let-go", steps.letGo.take, steps.letGo.can);
  useShortcut("end-all", steps.endAll.take, steps.endAll.can);
  return { ...steps, isOwn, isConference };
}
