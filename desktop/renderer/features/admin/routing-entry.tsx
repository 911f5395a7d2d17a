import { Check } from "typebox/value";
import { useTranslation } from "react-i18next";
import * as Type from "typebox";
import type { RoutingExplanation } from "../../../../shared/domain/routing-explanation.ts";
import { RoutingExplanationSchema } from "../../../../shared/wire/contact-schemas.ts";
import { useRoutingWords } from "../../presentation/use-routing-words.ts";
import styles from "./contact-journal.module.css";

const DECISIONS = ["offered", "waits", "still-waits"] as const;
const PayloadSchema = Type.Object({
  decision: Type.Unsafe<(typeof DECISIONS)[number]>(Type.Enum([...DECISIONS])),
  explanation: Type.Unsafe<RoutingExplanation>(RoutingExplanationSchema),
});
export type ExplainedRouting = Type.Static<typeof PayloadSchema>;

/** null: another event, or one of a version that wrote it differently. */
export function explainedRouting(payload: unknown): ExplainedRouting | null {
  return Check(PayloadSchema, payload) ? payload : null;
}

interface RoutingEntryProps {
  readonly routing: ExplainedRouting;
  readonly names: ReadonlyMap<string, string>;
}

/** What the routing core decided at that moment, and why, in the words of the live line. */
export function RoutingEntry({ routing, names }: RoutingEntryProps) {
  const { t } = useTranslation("why");
  const words = useRoutingWords();
  const { headline, facts, others } = words.explain(routing.explanation, names);
  return (
    <div data-testid="journal-routing" data-decision={routing.decision}>
      <p className={styles.sentence}>{t(`decision.${routing.decision}`, { why: headline })}</p>
      <ul className={styles.reasons}>
        {facts.map((fact, at) => (
          <li key={at}>{fact}</li>
        ))}
        {others.length === 0 ? null : <li>{t("others-all", { agents: others.join(t("other-separator")) })}</li>}
      </ul>
    </div>
  );
}
