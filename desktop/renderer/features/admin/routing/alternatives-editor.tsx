import { useId } from "react";
import { useTranslation } from "react-i18next";
import {
  ALTERNATIVES_MAX,
  REQUIREMENTS_MAX,
  type SkillAlternatives,
  type SkillRequirement,
} from "../../../../../shared/domain/queue.ts";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { LevelSelect } from "./level-select.tsx";
import { SkillList } from "./skill-list.tsx";
import { SkillNameField } from "./skill-name-field.tsx";
import { useSkillWords } from "./skill-words.ts";
import styles from "./routing.module.css";

interface AlternativesEditorProps {
  readonly alternatives: SkillAlternatives;
  /** Skills that exist already, offered while typing. */
  readonly known: readonly string[];
  readonly onChange: (alternatives: SkillAlternatives) => void;
}

const NEW: SkillRequirement = { skill: "", minLevel: 1 };

/** "German 3 and sales 2, or English 5": one line for each alternative, everything on a line is needed. */
export function AlternativesEditor({ alternatives, known, onChange }: AlternativesEditorProps) {
  const { t } = useTranslation("routing");
  const { nameOf } = useSkillWords();
  const listId = useId();
  const replace = (at: number, line: readonly SkillRequirement[]): void =>
    onChange(alternatives.map((each, index) => (index === at ? line : each)).filter((each) => each.length > 0));
  return (
    <div className={styles.alternatives}>
      <SkillList id={listId} skills={known} />
      {alternatives.length === 0 ? <p className={styles.hint}>{t("skills.anybody")}</p> : null}
      {alternatives.map((line, at) => (
        <div key={at} className={styles.line} role="group" aria-label={t("skills.line", { number: at + 1 })}>
          {at > 0 ? <span className={styles.or}>{t("or")}</span> : null}
          {line.map((requirement, index) => (
            <span key={index} className={styles.requirement}>
              {index > 0 ? <span className={styles.and}>{t("and")}</span> : null}
              <SkillNameField
                value={requirement.skill}
                listId={listId}
                onChange={(skill) => replace(at, line.with(index, { ...requirement, skill }))}
              />
              <LevelSelect
                label={t("skills.level")}
                value={requirement.minLevel}
                onChange={(minLevel) => replace(at, line.with(index, { ...requirement, minLevel }))}
              />
              <IconButton
                icon="close"
                size="sm"
                label={t("skills.remove", { skill: nameOf(requirement.skill) })}
                onPress={() => replace(at, line.toSpliced(index, 1))}
              />
            </span>
          ))}
          {line.length < REQUIREMENTS_MAX ? (
            <Button size="sm" tone="quiet" icon="plus" onPress={() => replace(at, [...line, NEW])}>
              {t("and")}
            </Button>
          ) : null}
        </div>
      ))}
      {alternatives.length < ALTERNATIVES_MAX ? (
        <Button
          size="sm"
          tone="quiet"
          icon="plus"
          onPress={() => onChange([...alternatives, [NEW]])}
          data-testid="add-alternative"
        >
          {alternatives.length === 0 ? t("skills.require") : t("skills.or")}
        </Button>
      ) : null}
    </div>
  );
}
