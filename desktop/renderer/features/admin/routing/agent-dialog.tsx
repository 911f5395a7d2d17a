import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentConfig, QueueMembership } from "../../../../../shared/domain/agent.ts";
import type { QueueConfig } from "../../../../../shared/domain/queue.ts";
import { nameIn } from "../../../i18n/name-in.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { TypedNumbersContext, useTypedNumbers } from "../typed-numbers.ts";
import { CalendarSelect } from "./calendar-select.tsx";
import { LevelSelect } from "./level-select.tsx";
import { NumberField } from "./number-field.tsx";
import { type PlanDraft, skillsOf } from "./plan-draft.ts";
import { SkillList } from "./skill-list.tsx";
import { SkillNameField } from "./skill-name-field.tsx";
import { useSkillWords } from "./skill-words.ts";
import styles from "./routing.module.css";

interface AgentDialogProps {
  readonly plan: PlanDraft;
  readonly agent: AgentConfig;
  readonly shift: string | null;
  readonly onClose: () => void;
  readonly onDone: (agent: AgentConfig, shift: string | null) => void;
}

/** One agent's skills with their levels, queues in their order, and usual hours. */
export function AgentDialog({ plan, agent, shift, onClose, onDone }: AgentDialogProps) {
  const { t } = useTranslation("routing");
  const { nameOf } = useSkillWords();
  const listId = useId();
  const [skills, setSkills] = useState(Object.entries(agent.skills).map(([name, level]) => ({ name, level })));
  const [memberships, setMemberships] = useState(agent.memberships);
  const [calendarId, setCalendarId] = useState(shift);
  const names = skills.map(({ name }) => name.trim());
  const numbers = useTypedNumbers((field) => memberships.some(({ queueId }) => field === queueId));
  const isNamed = names.every((name) => name !== "") && new Set(names).size === names.length;
  const done = (): void =>
    onDone(
      { ...agent, skills: Object.fromEntries(skills.map(({ name, level }) => [name.trim(), level])), memberships },
      calendarId,
    );
  return (
    <Dialog
      title={agent.displayName}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="lg"
      data-testid="plan-agent-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            tone="primary"
            isDisabled={!isNamed || numbers.all.length > 0}
            onPress={done}
            data-testid="plan-agent-done"
          >
            {t("agents.done")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <fieldset className={styles.group}>
          <legend>{t("agents.skills")}</legend>
          <SkillList id={listId} skills={skillsOf(plan)} />
          {skills.map((each, at) => (
            <span key={at} className={styles.requirement}>
              <SkillNameField
                value={each.name}
                listId={listId}
                onChange={(name) => setSkills(skills.with(at, { ...each, name }))}
              />
              <LevelSelect
                label={t("agents.level", { skill: nameOf(each.name) })}
                value={each.level}
                onChange={(level) => setSkills(skills.with(at, { ...each, level }))}
              />
              <IconButton
                icon="close"
                size="sm"
                label={t("skills.remove", { skill: nameOf(each.name) })}
                onPress={() => setSkills(skills.toSpliced(at, 1))}
              />
            </span>
          ))}
          <Button
            size="sm"
            tone="quiet"
            icon="plus"
            onPress={() => setSkills([...skills, { name: "", level: 5 }])}
            data-testid="add-skill"
          >
            {t("agents.add-skill")}
          </Button>
          {isNamed ? null : <p className={styles.hint}>{t("agents.skills-bad")}</p>}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t("agents.queues")}</legend>
          <TypedNumbersContext value={numbers}>
            {plan.queues.map((queue) => (
              <MembershipLine key={queue.queueId} queue={queue} memberships={memberships} onChange={setMemberships} />
            ))}
          </TypedNumbersContext>
        </fieldset>
        <CalendarSelect
          label={t("agents.shift")}
          description={t("agents.shift-hint")}
          nobody={t("agents.any-time")}
          value={calendarId}
          onChange={setCalendarId}
        />
      </div>
    </Dialog>
  );
}

interface MembershipLineProps {
  readonly queue: QueueConfig;
  readonly memberships: readonly QueueMembership[];
  readonly onChange: (memberships: readonly QueueMembership[]) => void;
}

function MembershipLine({ queue, memberships, onChange }: MembershipLineProps) {
  const { t, i18n } = useTranslation("routing");
  const { queueId, names } = queue;
  const membership = memberships.find((each) => each.queueId === queueId);
  const others = memberships.filter((each) => each.queueId !== queueId);
  const change = (next: QueueMembership): void =>
    onChange([...others, next].sort((a, b) => a.preference - b.preference || (a.queueId < b.queueId ? -1 : 1)));
  return (
    <div className={styles.membership}>
      <Switch
        label={nameIn(i18n.language, names, queueId)}
        isSelected={membership !== undefined}
        onChange={(isMember) =>
          isMember ? change({ queueId, preference: memberships.length + 1, reserve: false }) : onChange(others)
        }
      />
      {membership === undefined ? null : (
        <>
          <NumberField
            name={queueId}
            label={t("agents.preference")}
            labelInside
            value={membership.preference}
            min={1}
            max={99}
            onChange={(preference) => change({ ...membership, preference })}
          />
          <Switch
            label={t("agents.reserve")}
            description={t("agents.reserve-hint")}
            isSelected={membership.reserve}
            onChange={(reserve) => change({ ...membership, reserve })}
          />
        </>
      )}
    </div>
  );
}
