import { useTranslation } from "react-i18next";
import type { NamedSkill } from "../../../../../shared/domain/routing-plan.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Table } from "../../../ui/table.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { nameSkill, skillsOf } from "./plan-draft.ts";
import type { PlanEdit } from "./plan-edit.ts";

const NAME_MAX = 60;

/** What people call each skill: what agents and supervisors read wherever it is shown. */
export function SkillsTable({ plan, onChange }: PlanEdit) {
  const { t, i18n } = useTranslation("routing");
  const skills = skillsOf(plan);
  const namesOf = (skill: string): NamedSkill["names"] => plan.skills.find((each) => each.skill === skill)?.names ?? {};
  const nameField = (skill: string, language: "en" | "zh") => (
    <TextField
      label={t(`skills.name-${language}`, { skill })}
      labelHidden
      value={namesOf(skill)[language] ?? ""}
      maxLength={NAME_MAX}
      onChange={(name) => onChange(nameSkill(plan, skill, { ...namesOf(skill), [language]: name }))}
      data-testid={`skill-name-${language}`}
    />
  );
  if (skills.length === 0) return <EmptyState icon="route" title={t("skills.none")} hint={t("skills.none-hint")} />;
  const having = (skill: string): string =>
    plan.agents
      .flatMap(({ displayName, skills: levels }) => {
        const level = levels[skill];
        return level === undefined ? [] : [`${displayName} ${level}`];
      })
      .sort((a, b) => a.localeCompare(b, i18n.language))
      .join(t("list-separator"));
  return (
    <Panel title={t("skills.count", { count: skills.length })} flush>
      <Table
        label={t("tab.skills")}
        rows={skills}
        rowId={(skill) => skill}
        rowTestId="plan-skill"
        columns={[
          { id: "skill", title: t("skills.word"), cell: (skill) => <code>{skill}</code>, width: "10rem" },
          { id: "en", title: t("queue.name-en"), cell: (skill) => nameField(skill, "en"), width: "14rem" },
          { id: "zh", title: t("queue.name-zh"), cell: (skill) => nameField(skill, "zh"), width: "14rem" },
          { id: "agents", title: t("skills.agents"), cell: (skill) => having(skill) || "–" },
        ]}
      />
    </Panel>
  );
}
