import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { TIERS, type Tier } from "../../../../shared/domain/customer.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import type { WaitingLine } from "../../../../shared/wire/waiting-line-schema.ts";
import { useWaitingLine } from "../../connection/use-waiting-line.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { useRoutingWords } from "../../presentation/use-routing-words.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Timer } from "../../ui/timer.tsx";
import { SendMenu } from "./send-menu.tsx";
import styles from "./waiting-list.module.css";

type Caller = WaitingLine["callers"][number];

interface WaitingListProps {
  readonly queue: WallboardQueue;
  /** Agent and queue ids -> names. */
  readonly names: ReadonlyMap<string, string>;
  /** Somebody left for another queue. */
  readonly onSent: () => void;
}

/** Who waits, in the order in which they will be served, and why each of them still does. */
export const WaitingList = memo(function WaitingList({ queue, names, onSent }: WaitingListProps) {
  const { t } = useTranslation("wallboard");
  const words = useRoutingWords();
  const [deepIn, setDeepIn] = useState<string | null>(null);
  const isDeep = deepIn === queue.queueId;
  const line = useWaitingLine(queue.queueId, isDeep);
  if (line === null) return <Skeleton lines={3} label={t("common:loading")} />;
  const closed = words.closed(line);
  if (line.callers.length === 0) {
    return <EmptyState icon="check" title={t("waiting.empty")} hint={closed ?? t("waiting.empty-hint")} />;
  }
  const more = line.inLine - line.callers.length;
  return (
    <>
      <p className={styles.rule}>{t("waiting.rule")}</p>
      {closed === null ? null : (
        <p className={styles.closed} data-testid="waiting-closed">
          {closed}
        </p>
      )}
      <ol className={styles.list} data-testid="waiting-list" aria-label={t("waiting.title")}>
        {line.callers.map((caller, index) => (
          <WaitingRow key={caller.contactId} caller={caller} place={index + 1} names={names} onSent={onSent} />
        ))}
      </ol>
      {more > 0 || isDeep ? (
        <div className={styles.more}>
          <Button
            size="sm"
            tone="quiet"
            data-testid="waiting-more"
            aria-expanded={isDeep}
            onPress={() => setDeepIn(isDeep ? null : queue.queueId)}
          >
            {t(isDeep ? "waiting.show-fewer" : "waiting.show-more")}
          </Button>
          {more > 0 ? <span>{t("waiting.more", { count: more })}</span> : null}
        </div>
      ) : null}
    </>
  );
});

interface WaitingRowProps extends Omit<WaitingListProps, "queue"> {
  readonly caller: Caller;
  readonly place: number;
}

const WaitingRow = memo(function WaitingRow({ caller, place, names, onSent }: WaitingRowProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const words = useRoutingWords();
  const { headline, facts, others } = words.explain(caller.explanation, withOwnAgent(names, caller));
  const { name, number } = caller;
  const shownName = name ?? (number === "" ? t("waiting.no-number") : number);
  return (
    <li className={styles.row} data-testid="waiting-row" data-contact-id={caller.contactId}>
      <details className={styles.details}>
        <summary className={styles.summary}>
          <span className={styles.place}>{format.number(place)}</span>
          <span className={styles.who}>
            <span className={styles.name}>{shownName}</span>
            {name !== null && number !== "" ? <span className={styles.number}>{number}</span> : null}
          </span>
          <span className={styles.time}>
            <Timer since={caller.waitingSince} label={t("waiting.time")} />
          </span>
          <RowTags caller={caller} />
          <span className={styles.headline} data-testid="waiting-why">
            {caller.ringsAt === null
              ? headline
              : caller.isCalledFirst
                ? words.calledFirst(caller.ringsAt)
                : words.ringing(caller.ringsAt)}
          </span>
        </summary>
        <div className={styles.why} data-testid="waiting-reasons">
          <ul className={styles.facts}>
            {(caller.ringsAt === null ? facts : [headline, ...facts]).map((fact, at) => (
              <li key={at}>{fact}</li>
            ))}
            <li>{words.expected(caller)}</li>
          </ul>
          {others.length === 0 ? null : (
            <>
              <p className={styles.title}>{words.othersTitle}</p>
              <ul className={styles.facts}>
                {others.map((other, at) => (
                  <li key={at}>{other}</li>
                ))}
              </ul>
            </>
          )}
          {caller.state === "waiting" ? <SendMenu caller={caller} who={shownName} onSent={onSent} /> : null}
        </div>
      </details>
    </li>
  );
});

function RowTags({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const tier = TIERS.find((each) => each === caller.tier);
  return (
    <span className={styles.tags}>
      {caller.state === "offered" ? (
        <Tag tone="info" icon="bell">
          {t(caller.isCalledFirst ? "waiting.called" : "waiting.ringing")}
        </Tag>
      ) : null}
      {caller.isCallback ? (
        <Tag tone="info" icon="phone-out">
          {t("waiting.callback")}
        </Tag>
      ) : null}
      {caller.isGuest ? (
        <Tag tone="neutral" icon="route">
          {t("waiting.guest")}
        </Tag>
      ) : null}
      {tier === undefined || tier === "standard" ? null : <Tag {...tierTag(tier)}>{t(`common:tier.${tier}`)}</Tag>}
      {caller.headStartMs > 0 ? (
        <Tag tone="brass" icon="clock">
          {t("waiting.head-start", { duration: format.duration(caller.headStartMs) })}
        </Tag>
      ) : null}
    </span>
  );
}

/** Their own agent may be off the board by now; the line knows the name all the same. */
function withOwnAgent(
  names: ReadonlyMap<string, string>,
  { ownAgent, explanation }: Caller,
): ReadonlyMap<string, string> {
  const agentId = explanation.waiting?.holdsFor?.agentId;
  if (ownAgent === null || agentId === undefined || names.has(agentId)) return names;
  return new Map([...names, [agentId, ownAgent]]);
}

function tierTag(tier: Tier) {
  return tier === "silver" ? ({ tone: "neutral" } as const) : ({ tone: "brass", icon: "star" } as const);
}
