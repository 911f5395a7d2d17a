import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { readAbout } from "../../connection/session-api.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Panel } from "../../ui/panel.tsx";
import { readHealth } from "./admin-api.ts";
import styles from "./health-panel.module.css";

/** While the panel is open; the link is heard of at once. */
const REFRESH_MS = 1_000;
/** Slower than this on the way to the server and back, and calls are shown late. */
const SLOW_MS = 300;

type PartState = "good" | "warning" | "bad" | "unknown";

/** Each part with its state, and what to do when it is not well. */
export function HealthPanel() {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const format = useFormat();
  const { link } = useConsoleState();
  const health = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => readHealth(signal),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
  // A request that hangs on a connection that is gone is not waited for.
  const lookAgain = useEffectEvent(() => void health.refetch());
  useEffect(() => lookAgain(), [link]);
  const about = useQuery({ queryKey: ["about"], queryFn: ({ signal }) => readAbout(http, signal) });
  const isAway = health.isError || (link === "reconnecting" && health.isFetching);
  const report = isAway ? undefined : health.data;
  const part = (works: boolean | undefined): PartState => (works === undefined ? "unknown" : works ? "good" : "bad");
  const server: PartState = isAway
    ? "bad"
    : report === undefined
      ? "unknown"
      : report.answerMs > SLOW_MS
        ? "warning"
        : "good";
  return (
    <Panel
      title={t("health.title")}
      aside={report === undefined ? null : t("health.checked", { time: format.time(report.at) })}
      data-testid="health-panel"
    >
      <ul className={styles.parts}>
        <Part
          id="server"
          state={server}
          detail={
            report === undefined
              ? null
              : t("health.answer", { milliseconds: format.number(Math.round(report.answerMs)) })
          }
        />
        <Part id="socket" state={link === "online" ? "good" : "bad"} detail={null} />
        <Part id="pbx" state={part(report?.pbx)} detail={null} />
        <Part id="database" state={part(report?.database)} detail={null} />
      </ul>
      {about.data === undefined ? null : (
        <dl className={styles.about}>
          <div>
            <dt>{t("health.version")}</dt>
            <dd data-testid="server-version">{about.data.version}</dd>
          </div>
          <div>
            <dt>{t("health.protocol")}</dt>
            <dd>{format.number(about.data.protocolVersion)}</dd>
          </div>
          <div>
            <dt>{t("health.data")}</dt>
            <dd>{t(about.data.demo ? "health.demo" : "health.real")}</dd>
          </div>
        </dl>
      )}
    </Panel>
  );
}

interface PartProps {
  readonly id: "server" | "socket" | "pbx" | "database";
  readonly state: PartState;
  readonly detail: string | null;
}

const ICONS = { good: "check", warning: "alert", bad: "close", unknown: "clock" } as const;

function Part({ id, state, detail }: PartProps) {
  const { t } = useTranslation("admin");
  return (
    <li className={styles.part} data-state={state} data-testid={`health-${id}`}>
      <span className={styles.mark}>
        <Icon name={ICONS[state]} size={20} />
      </span>
      <div className={styles.text}>
        <h3 className={styles.name}>{t(`part.${id}.name`)}</h3>
        <p>
          {t(`part-state.${state}`)}
          {detail === null ? null : ` · ${detail}`}
        </p>
        {state === "bad" || state === "warning" ? <p className={styles.remedy}>{t(`part.${id}.remedy`)}</p> : null}
      </div>
    </li>
  );
}
