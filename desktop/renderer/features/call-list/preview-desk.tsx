import { useTranslation } from "react-i18next";
import type { CallListSummary } from "../../../../shared/domain/call-list.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { routeHash } from "../../navigation/route.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Timer } from "../../ui/timer.tsx";
import { dialObstacle } from "../../connection/dial-obstacle.ts";
import { EntryCard } from "./entry-card.tsx";
import { usePauseWords } from "./use-pause-words.ts";
import styles from "./preview-desk.module.css";
import { type ListWork, useListWork } from "./use-list-work.ts";

/** Preview mode: see who it is, then call, or leave it to somebody else. */
export function PreviewDesk({ list }: { readonly list: CallListSummary }) {
  const { t } = useTranslation("call-list");
  const { link, view } = useConsoleState();
  const { work, pending, isInCall, next, skip, dial, giveBack } = useListWork(list.callListId);
  const second = useServerSecond();
  const entry = work.phase === "entry" ? work.entry : null;
  const leaseOver = entry !== null && entry.leaseEndsAt !== null && entry.leaseEndsAt <= second && !isInCall;
  const obstacle = dialObstacle(link, view);
  const canDial = entry !== null && !leaseOver && !isInCall && obstacle === null && pending === null;
  const canSkip = entry !== null && !leaseOver && !isInCall && pending === null;
  useShortcut("list-dial", dial, canDial);
  useShortcut("list-skip", skip, canSkip);

  if (entry === null) return <NextStep list={list} work={work} pending={pending} onNext={next} />;
  return (
    <div className={styles.desk} data-testid="list-entry" data-entry-id={entry.entryId}>
      <EntryCard entry={entry}>
        {leaseOver ? (
          <Banner
            tone="warning"
            action={<Button onPress={giveBack}>{t("entry.lease-over-next")}</Button>}
            data-testid="lease-over"
          >
            {t("entry.lease-over")}
          </Banner>
        ) : isInCall ? (
          <Banner tone="info" data-testid="entry-in-call">
            {t("entry.in-call")} <a href={routeHash({ view: "desk" })}>{t("entry.to-desk")}</a>
          </Banner>
        ) : obstacle !== null ? (
          <Banner tone="warning" data-testid="dial-obstacle">
            {t(`dialing:obstacle.${obstacle}`)}
          </Banner>
        ) : work.phase === "entry" && work.isAgain ? (
          <Banner tone="info" data-testid="entry-again">
            {t("entry.again")}
          </Banner>
        ) : null}
        <div className={styles.actions}>
          <Button
            tone="answer"
            size="lg"
            icon="phone-out"
            shortcut="D"
            isPending={pending === "dial"}
            isDisabled={!canDial && pending !== "dial"}
            onPress={dial}
            data-testid="list-dial"
          >
            {t("entry.dial")}
          </Button>
          <Button
            size="lg"
            icon="skip"
            shortcut="S"
            isPending={pending === "skip"}
            isDisabled={!canSkip && pending !== "skip"}
            onPress={skip}
            data-testid="list-skip"
          >
            {t("entry.skip")}
          </Button>
          {entry.leaseEndsAt === null || isInCall || leaseOver ? null : (
            <span className={styles.lease}>
              <Icon name="clock" size={14} /> {t("entry.held-for")}{" "}
              <Timer until={entry.leaseEndsAt} label={t("entry.held-for")} />
            </span>
          )}
        </div>
      </EntryCard>
    </div>
  );
}

interface NextStepProps {
  readonly list: CallListSummary;
  readonly work: ListWork;
  readonly pending: "next" | "skip" | "dial" | null;
  readonly onNext: () => void;
}

function NextStep({ list, work, pending, onNext }: NextStepProps) {
  const { t } = useTranslation("call-list");
  const pauseWords = usePauseWords();
  const isFinished = work.phase === "finished";
  const pause = isFinished ? work.pause : null;
  if (list.remaining === 0) return <EmptyState icon="check" title={t("finished.title")} hint={t("finished.hint")} />;
  return (
    <EmptyState
      icon={isFinished ? "clock" : "phone-out"}
      title={isFinished ? t("nothing-now.title") : t("next.title")}
      hint={pause !== null ? pauseWords(pause) : isFinished ? t("nothing-now.hint") : t("next.hint")}
      action={
        <Button
          autoFocus
          tone="primary"
          size="lg"
          icon="chevron-right"
          isPending={pending !== null}
          onPress={onNext}
          data-testid="list-next"
        >
          {t("next.action")}
        </Button>
      }
    />
  );
}
