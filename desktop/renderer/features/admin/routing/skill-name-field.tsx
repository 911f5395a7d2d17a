import { useState } from "react";
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
  // What is typed stays as it is until it is done: the word of one skill may be how another one begins.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className={`${field.frame} ${styles.skill}`}>
      <input
        className={field.input}
        aria-label={t("skills.name")}
        placeholder={t("skills.name")}
        value={typed ?? nameOf(value)}
        list={listId}
        maxLength={SHOWN_MAX}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(skillOf(event.target.value));
        }}
        onBlur={() => setTyped(null)}
        data-testid="skill-name"
      />
    </span>
  );
}
