import { useSkillWords } from "./skill-words.ts";

interface SkillListProps {
  readonly id: string;
  readonly skills: readonly string[];
}

/** The skills that exist, offered while one is typed. */
export function SkillList({ id, skills }: SkillListProps) {
  const { nameOf } = useSkillWords();
  return (
    <datalist id={id}>
      {skills.map((skill) => (
        <option key={skill} value={nameOf(skill)}>
          {nameOf(skill)}
        </option>
      ))}
    </datalist>
  );
}
