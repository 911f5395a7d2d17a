import { createContext, useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { takesCalls } from "../../../../shared/domain/agent.ts";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import { GIVEN_WAIT_MS } from "../../../../shared/domain/given-caller.ts";
import type { WaitingLine } from "../../../../shared/wire/waiting-line-schema.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, type MenuEntry, type MenuSection } from "../../ui/menu.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { StateShape } from "../../ui/state-shape.tsx";
import type { AgentTarget, QueueTarget } from "./send-targets.ts";
import { useSendTargets } from "./use-send-targets.ts";
import styles from "./waiting-list.module.css";

/** Whose line is shown, and whether there is anybody in its queue, or another queue, to send a caller to. */
interface SendFrom {
  readonly queueId: QueueId;
  readonly hasAgents: boolean;
  readonly hasQueues: boolean;
}

/** Beside the rows: they are drawn again only when something in them changes. */
export const SendFromContext = createContext<SendFrom | null>(null);

/** More entries than this are found faster by typing than by looking. */
const SEARCH_FROM = 8;

interface SendMenuProps {
  readonly caller: WaitingLine["callers"][number];
  readonly who: string;
  /** To another queue: the row goes, and with it the button that had the focus. */
  readonly onSent: () => void;
}

/** A button where there is anywhere to send this caller to; where that is, and who is ready there, is looked up when it is pressed. */
export function SendMenu(props: SendMenuProps) {
  const from = useContext(SendFromContext);
  const { isGuest, isCallback, explanation } = props.caller;
  if (from === null) return null;
  const canSend = explanation.givenBy !== undefined || (from.hasAgents && !isGuest) || (from.hasQueues && !isCallback);
  return canSend ? <SendButton {...props} from={from.queueId} /> : null;
}

/**
 * Sends one waiting caller to one agent of their queue, or to another queue, with their age. Who takes no calls, and where nobody is
 * signed in, cannot be chosen; nor can a promised callback's queue, or an agent for who is only a guest in this line.
 */
function SendButton({ caller, who, onSent, from }: SendMenuProps & { readonly from: QueueId }) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const targets = useSendTargets(from, isOpen);
  const redirect = useCommand("waiting.redirect");
  const give = useCommand("waiting.give");
  const notify = useNotify();
  const { contactId, isGuest, isCallback, explanation } = caller;
  const givenTo = explanation.givenBy === undefined ? null : (explanation.waiting?.holdsFor?.agentId ?? null);
  const agents = isGuest ? [] : targets.agents;
  const queues = isCallback ? [] : targets.queues;
  const chosen = new Map<string, () => Promise<unknown>>();
  const entry = (id: string, rest: Omit<MenuEntry, "id">, act: () => Promise<unknown>): MenuEntry => {
    chosen.set(id, act);
    return { id, ...rest };
  };
  const sendTo = async ({ queueId, name }: QueueTarget): Promise<void> => {
    if (!(await redirect.run({ contactId, queueId }))) return;
    notify({ tone: "good", title: t("send.done", { who, queue: name }), detail: t("send.done-hint") });
    onSent();
  };
  const sections: MenuSection[] = [
    {
      entries:
        givenTo === null
          ? []
          : [entry("anybody", { label: t("send.anybody") }, () => give.run({ contactId, agentId: null }))],
    },
    {
      title: t("send.to-agent", { duration: format.duration(GIVEN_WAIT_MS) }),
      entries: agents.map(({ name, status }) =>
        entry(
          `agent-${status.agentId}`,
          {
            label: t("send.agent", { name, state: stateWords(status, t) }),
            mark: <StateShape state={status.state} />,
            checked: status.agentId === givenTo,
            disabled: !takesCalls(status),
          },
          () => give.run({ contactId, agentId: status.agentId }),
        ),
      ),
    },
    {
      title: t("send.to-queue"),
      entries: queues.map((target) => {
        const { queueId, name, ready, signedIn } = target;
        const label = t("send.queue", { name, ready, all: signedIn });
        return entry(queueId, { label, disabled: signedIn === 0 }, () => sendTo(target));
      }),
    },
  ].filter(({ entries }) => entries.length > 0);
  return (
    <div className={styles.send}>
      <Menu
        trigger={
          <Button size="sm" icon="transfer" isPending={redirect.isPending || give.isPending} data-testid="waiting-send">
            {t("send.to")}
          </Button>
        }
        label={t("send.name", { who })}
        sections={sections}
        isOpen={isOpen}
        onOpenChange={setOpen}
        {...(chosen.size < SEARCH_FROM ? {} : { searchLabel: t("send.search") })}
        onAction={(id) => void chosen.get(id)?.()}
      />
    </div>
  );
}

function stateWords(
  { state, reason, pendingNotReady }: AgentTarget["status"],
  t: ReturnType<typeof useTranslation<"wallboard">>["t"],
): string {
  const now = state === "not-ready" && reason !== null ? t(`common:reason.${reason}`) : t(`common:state.${state}`);
  return pendingNotReady === null
    ? now
    : t("send.then", { now, next: t("then-not-ready", { reason: t(`common:reason.${pendingNotReady}`) }) });
}
