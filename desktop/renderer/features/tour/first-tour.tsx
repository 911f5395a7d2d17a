import { useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../connection/use-connection.ts";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import styles from "./first-tour.module.css";
import { rememberTour, tourAsked } from "./tour-memory.ts";

/** What is pointed at, and the keys that belong to it. */
const STEPS = [
  { id: "state", target: "agent-state", keys: ["R", "N"] },
  { id: "phone", target: "phone-status", keys: [] },
  { id: "desk", target: "nav-desk", keys: ["A", "M", "H"] },
  { id: "find", target: "nav-search", keys: ["/"] },
  { id: "keys", target: "nav-help", keys: ["Ctrl", "K"] },
] as const;

/**
 * Five steps for whoever signs in on this machine for the first time. It stands in a corner, takes no focus and is away while there is
 * a call. Skipped or done, it does not come back (the palette brings it back).
 */
export function FirstTour() {
  const { t } = useTranslation("tour");
  const { userId } = useConnection().session.user;
  const [at, setAt] = useState<number | null>(0);
  const step = at === null ? undefined : STEPS[at];
  usePointer(step?.target ?? null);
  if (at === null || step === undefined) return null;
  const end = () => {
    rememberTour(userId);
    tourAsked.set(0);
    setAt(null);
  };
  const isLast = at === STEPS.length - 1;
  return (
    <section className={styles.card} aria-label={t("title")} data-testid="tour" data-step={step.id}>
      <p className={styles.count}>{t("count", { at: at + 1, of: STEPS.length })}</p>
      <h2 className={styles.title}>{t(`step.${step.id}.title`)}</h2>
      <p className={styles.text}>{t(`step.${step.id}.text`)}</p>
      {step.keys.length === 0 ? null : (
        <p className={styles.keys}>
          {step.id === "keys" ? <Kbd keys={step.keys} /> : step.keys.map((key) => <Kbd key={key} keys={key} />)}
        </p>
      )}
      <div className={styles.actions}>
        <Button tone="quiet" size="sm" onPress={end} data-testid="tour-skip">
          {t("skip")}
        </Button>
        {at === 0 ? null : (
          <Button size="sm" onPress={() => setAt(at - 1)}>
            {t("back")}
          </Button>
        )}
        <Button tone="primary" size="sm" onPress={() => (isLast ? end() : setAt(at + 1))} data-testid="tour-next">
          {t(isLast ? "end" : "next")}
        </Button>
      </div>
    </section>
  );
}

/** Rings what the step is about, from the first frame that shows the step. */
function usePointer(target: string | null): void {
  useLayoutEffect(() => {
    const element = target === null ? null : document.querySelector(`[data-testid="${target}"]`);
    element?.setAttribute("data-tour", "here");
    return () => element?.removeAttribute("data-tour");
  }, [target]);
}
