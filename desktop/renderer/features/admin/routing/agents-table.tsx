import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentConfig } from "../../../../../shared/domain/agent.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Panel } from "../../../ui/panel.tsx";
import { Table } from "../../../ui/table.tsx";
import { Tag } from "../../../ui/tag.tsx";
import { AgentDialog } from "./agent-dialog.tsx";
import { changeAgent, shiftOf } from "./plan-draft.ts";
import type { PlanEdit } from "./plan-edit.ts";
import { useSkillWords } from "./skill-words.ts";
import styles from "./routing.module.css";

/** What each agent can do and which queues they serve; a row opens the agent. */
export function AgentsTable({ plan, onChange }: PlanEdit) {
  const { t, i18n } = useTranslation("routing");
  const skillWords = useSkillWords();
  const [open, setOpen] = useState<AgentConfig | null>(null);
  const nameOf = (queueId: string): string => {
    const names = plan.queues.find((queue) => queue.queueId === queueId)?.names;
    return nameIn(i18n.language, names, queueId);
  };
  return (
    <Panel title={t("agents.count", { count: plan.agents.length })} flush>
      <Table
        label={t("tab.agents")}
        rows={plan.agents.toSorted((a, b) => a.displayName.localeCompare(b.displayName, i18n.language))}
        rowId={({ agentId }) => agentId}
        rowTestId="plan-agent"
        onOpen={setOpen}
        columns={[
          {
            id: "name",
            title: t("agents.name"),
            cell: ({ displayName }) => <strong>{displayName}</strong>,
            width: "14rem",
          },
          {
            id: "skills",
            title: t("agents.skills"),
            cell: ({ skills }) =>
              Object.keys(skills).length === 0 ? (
                "–"
              ) : (
                <span className={styles.tags}>
                  {Object.entries(skills).map(([skill, level]) => (
                    <Tag key={skill}>
                      {skillWords.nameOf(skill)} {level}
                    </Tag>
                  ))}
                </span>
              ),
          },
          {
            id: "queues",
            title: t("agents.queues"),
            cell: ({ memberships }) =>
              memberships.length === 0 ? (
                "–"
              ) : (
                <span className={styles.tags}>
                  {memberships.map(({ queueId, preference, reserve }) => (
                    <Tag key={queueId} tone={reserve ? "warning" : "neutral"}>
                      {preference}. {nameOf(queueId)}
                      {reserve ? ` (${t("agents.reserve")})` : ""}
                    </Tag>
                  ))}
                </span>
              ),
          },
        ]}
      />
      {open === null ? null : (
        <AgentDialog
          key={open.agentId}
          plan={plan}
          agent={open}
          shift={shiftOf(plan, open.agentId)}
          onClose={() => setOpen(null)}
          onDone={(agent, shift) => {
            onChange(changeAgent(plan, agent, shift));
            setOpen(null);
          }}
        />
      )}
    </Panel>
  );
}
