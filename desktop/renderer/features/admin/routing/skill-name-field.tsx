import { useTranslation } from "react-i18next";
import field from "../../../ui/field.module.css";
import { useSkillWords } from "./skill-words.ts";
import styles from "./routing.module.css";

/** A name may be longer than the word it stands for. */
const SHOWN_MAX = 60;

interface SkillNameFieldProps {
  /** The skill's own word. */
  readonly value: string;
  /** Of a `datalist` with the skills that exist. */
  readonly listId: string;
  readonly onChange: (skill: string) => void;
}

/** The name of a skill: one that exists, or a new one. */
export function SkillNameField({ value, listId, onChange }: SkillNameFieldProps) {
  const { t } = useTranslation("routing");
  const { nameOf, skillOf } = useSkillWords();
  return (
    <span className={`${field.frame} ${styles.skill}`}>
      <input
        className={field.input}
        aria-label={t("skills.name")}
        placeholder={t("skills.name")}
        value={nameOf(value)}
        list={listId}
        maxLength={SHOWN_MAX}
        onChange={(event) => onChange(skillOf(event.target.value))}
        data-testid="skill-name"
      />
    </span>
  );
}
