import { Select } from "../../../ui/select.tsx";

const LEVELS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] as const;

interface LevelSelectProps {
  readonly label: string;
  /** 1..10 */
  readonly value: number;
  readonly onChange: (level: number) => void;
}

export function LevelSelect({ label, value, onChange }: LevelSelectProps) {
  return (
    <Select
      label={label}
      labelHidden
      value={LEVELS.find((level) => Number(level) === value) ?? null}
      options={LEVELS.map((level) => ({ value: level, label: level }))}
      onChange={(level) => onChange(Number(level))}
    />
  );
}
