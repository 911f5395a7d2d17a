interface SkillListProps {
  readonly id: string;
  readonly skills: readonly string[];
}

/** The skills that exist, offered while one is typed. */
export function SkillList({ id, skills }: SkillListProps) {
  return (
    <datalist id={id}>
      {skills.map((skill) => (
        <option key={skill} value={skill}>
          {skill}
        </option>
      ))}
    </datalist>
  );
}
