import { useTranslation } from "react-i18next";
import field from "../../../ui/field.module.css";
import styles from "./routing.module.css";

interface SkillNameFieldProps {
  readonly value: string;
  /** Of a `datalist` with the skills that exist. */
  readonly listId: string;
  readonly onChange: (skill: string) => void;
}

/** The name of a skill: one that exists, or a new one. */
export function SkillNameField({ value, listId, onChange }: SkillNameFieldProps) {
  const { t } = useTranslation("routing");
  return (
    <span className={`${field.frame} ${styles.skill}`}>
      <input
        className={field.input}
        aria-label={t("skills.name")}
        placeholder={t("skills.name")}
        value={value}
        list={listId}
        maxLength={40}
        onChange={(event) => onChange(event.target.value.toLocaleLowerCase())}
        data-testid="skill-name"
      />
    </span>
  );
}
