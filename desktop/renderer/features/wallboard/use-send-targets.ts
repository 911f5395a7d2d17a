import { useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { keepIdentity } from "../../connection/keep-identity.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { type SendTargets, sendTargetsOf } from "./send-targets.ts";

const NOBODY: SendTargets = { queues: [], agents: [] };

/**
 * Where a caller of this queue can be sent, by the newest board, while the menu is open. A board comes ten times a second and a menu
 * is open a few times an hour: a closed one neither listens nor computes.
 */
export function useSendTargets(from: QueueId, isOpen: boolean): SendTargets {
  const { i18n } = useTranslation();
  const { board } = useConnection().client;
  const read = useMemo(() => targetsReader(board.get, from, i18n.language), [board, from, i18n.language]);
  const subscribe = isOpen ? board.subscribe : toNothing;
  return useSyncExternalStore(subscribe, () => (isOpen ? read() : null)) ?? NOBODY;
}

/** Computed once a board; the same object as long as it says the same. */
function targetsReader(newestBoard: () => Wallboard | null, from: QueueId, language: string) {
  let ofBoard: Wallboard | null = null;
  let targets = NOBODY;
  return keepIdentity(() => {
    const newest = newestBoard();
    if (newest !== ofBoard && newest !== null) targets = sendTargetsOf(newest, from, language);
    ofBoard = newest;
    return targets;
  });
}

const toNothing = () => () => undefined;
