import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../i18n/use-format.ts";
import { Select } from "../../ui/select.tsx";
import { StateShape } from "../../ui/state-shape.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { ToggleChip } from "../../ui/toggle-chip.tsx";
import styles from "./agent-filters.module.css";
import { AGENT_ORDERS, type AgentOrder, BOARD_STATES, type BoardState } from "./board-figures.ts";

interface StatesProps {
  readonly counts: Readonly<Record<BoardState, number>>;
  /** null: every state. */
  readonly state: BoardState | null;
  readonly onState: (state: BoardState | null) => void;
}
interface OrderProps {
  readonly order: AgentOrder;
  readonly onOrder: (order: AgentOrder) => void;
}
interface AgentFiltersProps extends StatesProps, OrderProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** How many are in which state (press to see only those), a name, an order. */
export function AgentFilters({ counts, state, onState, search, onSearch, order, onOrder }: AgentFiltersProps) {
  const { t } = useTranslation("wallboard");
  return (
    <div className={styles.filters}>
      <States counts={counts} state={state} onState={onState} />
      <div className={styles.search}>
        <SearchField label={t("filter.search")} value={search} onChange={onSearch} data-testid="agent-search" />
      </div>
      <Order order={order} onOrder={onOrder} />
    </div>
  );
}

/** Not rendered again for a letter of the name. */
const States = memo(function States({ counts, state, onState }: StatesProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  return (
    <div className={styles.states} role="group" aria-label={t("filter.state")}>
      {BOARD_STATES.map((each) => (
        <ToggleChip
          key={each}
          isOn={state === each}
          onPress={() => onState(state === each ? null : each)}
          data-state={each}
          data-testid={`filter-${each}`}
        >
          <StateShape state={each} size={11} />
          {t(`common:state.${each}`)}
          <strong className={styles.count}>{format.number(counts[each])}</strong>
        </ToggleChip>
      ))}
    </div>
  );
});

const Order = memo(function Order({ order, onOrder }: OrderProps) {
  const { t } = useTranslation("wallboard");
  return (
    <div className={styles.order}>
      <Select
        label={t("filter.order")}
        labelHidden
        options={AGENT_ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
        value={order}
        onChange={onOrder}
        data-testid="agent-order"
      />
    </div>
  );
});
