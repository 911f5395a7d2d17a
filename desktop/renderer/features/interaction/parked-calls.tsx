import { useTranslation } from "react-i18next";
import type { ParkedCall } from "../../../../shared/wire/transfer-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Button } from "../../ui/button.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./parked-calls.module.css";

/** Customers who wait in a numbered place for whoever fetches them. */
export function ParkedCalls({ calls }: { readonly calls: readonly ParkedCall[] }) {
  const { t } = useTranslation("transfer");
  const online = useConsoleState().link === "online";
  const retrieve = useCommand("call.retrieve");
  const fetch = (call: ParkedCall) => void retrieve.run({ contactId: call.contactId });
  // One key, and one button that shows it: one's own before others', by place.
  const keyed = calls.find(({ isMine }) => isMine) ?? calls[0];
  useShortcut(
    "retrieve",
    () => {
      if (keyed !== undefined) fetch(keyed);
    },
    online && keyed !== undefined && !retrieve.isPending,
  );
  return (
    <ul className={styles.list} aria-label={t("parked")} data-testid="parked-calls">
      {calls.map((call) => (
        <li key={call.contactId} className={styles.call} data-testid="parked-call" data-place={call.place}>
          <span className={styles.place} aria-label={t("place", { place: call.place })}>
            {call.place}
          </span>
          <span className={styles.who}>
            <span className={styles.name}>{phoneText(call.who)}</span>
            <span className={styles.by}>
              {t(call.isMine ? "parked-by-me" : "parked-by", { name: call.parkedBy })} ·{" "}
              <Timer since={call.since} label={t("since")} />
            </span>
          </span>
          <Button
            size="sm"
            isDisabled={!online}
            isPending={retrieve.isPending}
            onPress={() => fetch(call)}
            {...(call === keyed ? { shortcut: "F" } : {})}
            data-testid="retrieve"
          >
            {t("retrieve")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Below the call: only while somebody is parked. */
export function ParkedCallsBar({ calls }: { readonly calls: readonly ParkedCall[] }) {
  return calls.length === 0 ? null : (
    <div className={styles.bar}>
      <ParkedCalls calls={calls} />
    </div>
  );
}
