import { useTranslation } from "react-i18next";
import { type Role, roleAtLeast } from "../../../../shared/domain/user.ts";
import type { AgentView } from "../../../../shared/wire/console.ts";
import { type PhoneState, usePhoneState } from "../../connection/phone-context.ts";
import { useCommand } from "../../connection/use-command.ts";
import type { ConsoleState } from "../../connection/console-client.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";
import { useQueueName } from "../../connection/use-queues.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { type Route, routeHash } from "../../navigation/route.ts";
import { FigureLink } from "../../presentation/figure-link.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Panel } from "../../ui/panel.tsx";
import { StateShape } from "../../ui/state-shape.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./idle-view.module.css";
import { ParkedCalls } from "./parked-calls.tsx";

/** Between two calls: what happens next, who is waiting, how the day went. */
export function IdleView({ view }: { readonly view: AgentView }) {
  const { t } = useTranslation("interaction");
  const { status } = view;
  const ready = status.state === "ready";
  const phone = usePhoneState();
  const becomeReady = useCommand("agent.ready");
  const { link } = useConsoleState();
  const obstacle = ready ? obstacleTo(view, link) : null;
  const works = phone.microphone === "ready" && phone.registration === "registered";
  return (
    <div className={styles.view} data-testid="idle">
      <section className={styles.hero} data-state={status.state} aria-live="polite">
        <StateShape state={status.state} size={26} />
        <h1 className={styles.title}>{t(ready && obstacle === null ? "idle.ready" : "idle.not-ready")}</h1>
        <p className={styles.hint}>{t(ready ? (obstacle ?? "idle.ready-hint") : idleHint(view, phone))}</p>
        {ready ? null : (
          <Button
            tone="primary"
            size="lg"
            shortcut="R"
            isDisabled={!works}
            isPending={becomeReady.isPending}
            onPress={() => void becomeReady.run({})}
            data-testid="become-ready"
          >
            {t("idle.become-ready")}
          </Button>
        )}
        <p className={styles.keys}>
          {ready ? (
            <span className={styles.key}>
              <Kbd keys="N" /> {t("idle.key-not-ready")}
            </span>
          ) : null}
          <span className={styles.key}>
            <Kbd keys="/" /> {t("idle.key-search")}
          </span>
          <span className={styles.key}>
            <Kbd keys={["G", "T"]} />
            <a href={routeHash({ view: "check" })} data-testid="idle-check">
              {t("idle.key-check")}
            </a>
          </span>
          <span className={styles.key}>
            <Kbd keys="?" /> {t("idle.key-help")}
          </span>
        </p>
      </section>
      <div className={styles.panels}>
        {view.parked.length === 0 ? null : (
          <Panel title={t("transfer:parked")}>
            <ParkedCalls calls={view.parked} />
          </Panel>
        )}
        <Panel title={t("idle.queues")}>
          {view.queues.length === 0 ? (
            <EmptyState title={t("idle.no-queues")} hint={t("idle.no-queues-hint")} />
          ) : (
            <>
              <ul className={styles.queues}>
                {view.queues.map((queue) => (
                  <QueueLine key={queue.queueId} queue={queue} />
                ))}
              </ul>
              <QueuesHint queues={view.queues} />
            </>
          )}
        </Panel>
        <Panel title={t("idle.today")}>
          <Today view={view} />
        </Panel>
      </div>
    </div>
  );
}

/** Why nobody calls somebody who is ready; null: calls come. */
function obstacleTo({ queues, reachability }: AgentView, link: ConsoleState["link"]) {
  if (link !== "online") return "idle.no-server-hint";
  if (!reachability.pbxConnected) return "idle.no-exchange-hint";
  return queues.length === 0 ? "idle.no-queue-ready-hint" : null;
}

function idleHint({ status }: AgentView, { microphone, registration }: PhoneState) {
  if (microphone === "refused" || microphone === "missing" || microphone === "busy") return "idle.no-microphone-hint";
  if (registration !== "registered") return "idle.no-phone-hint";
  if (status.reason === "ring-no-answer") return "idle.missed-hint";
  return status.reason === "just-signed-in" ? "idle.signed-in-hint" : "idle.not-ready-hint";
}

function QueueLine({ queue }: { readonly queue: AgentView["queues"][number] }) {
  const { t } = useTranslation("interaction");
  const { role } = useConnection().session.user;
  const name = useQueueName(queue.queueId);
  const waitingList: Route | null =
    queue.waiting > 0 && mayWatchBoard(role) ? { view: "wallboard", queueId: queue.queueId } : null;
  return (
    <li className={styles.queue} data-testid="my-queue" data-waiting={queue.waiting}>
      <span className={styles.queueName}>{name ?? queue.queueId}</span>
      <span className={styles.waiting}>
        <FigureLink to={waitingList} hint={t("shell:day.opens-waiting")}>
          {queue.waiting === 0 ? t("idle.nobody-waits") : t("idle.waiting", { count: queue.waiting })}
        </FigureLink>
      </span>
      {queue.longestWaitSince === null ? null : <Timer since={queue.longestWaitSince} label={t("idle.longest-wait")} />}
    </li>
  );
}

function QueuesHint({ queues }: Pick<AgentView, "queues">) {
  const { t } = useTranslation("interaction");
  const { role } = useConnection().session.user;
  if (mayWatchBoard(role) || queues.every(({ waiting }) => waiting === 0)) return null;
  return <p className={styles.queuesHint}>{t("idle.who-waits")}</p>;
}

/** Who waits is for supervisors to see; an agent is told how many, and that it is so. */
function mayWatchBoard(role: Role): boolean {
  return roleAtLeast(role, "supervisor");
}

function Today({ view: { today } }: { readonly view: AgentView }) {
  const { t } = useTranslation("interaction");
  const format = useFormat();
  const { userId } = useConnection().session.user;
  const average = today.handled === 0 ? null : (today.talkMs + today.wrapUpMs) / today.handled;
  const handled: Route | null =
    today.handled === 0 ? null : { view: "history", behind: { counted: "handled", agentId: userId } };
  const missed: Route | null = today.missedOffers === 0 ? null : { view: "history", behind: "missed" };
  return (
    <dl className={styles.today} data-testid="my-day">
      <Number label={t("idle.handled")} value={format.number(today.handled)} to={handled} hint={t("shell:day.opens")} />
      <Number label={t("idle.average")} value={average === null ? "–" : format.duration(average)} to={handled} />
      <Number label={t("idle.talk")} value={format.duration(today.talkMs)} to={handled} />
      <Number label={t("idle.missed")} value={format.number(today.missedOffers)} to={missed} />
    </dl>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: string;
  readonly to: Route | null;
  readonly hint?: string;
}

function Number({ label, value, to, hint }: NumberProps) {
  const { t } = useTranslation("interaction");
  return (
    <div className={styles.number}>
      <dd className={styles.value}>
        <FigureLink to={to} hint={hint ?? t("idle.opens")}>
          {value}
        </FigureLink>
      </dd>
      <dt className={styles.label}>{label}</dt>
    </div>
  );
}
