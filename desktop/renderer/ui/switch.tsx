import { Switch as AriaSwitch } from "react-aria-components/Switch";
import styles from "./switch.module.css";

interface SwitchProps {
  readonly label: string;
  readonly description?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly "data-testid"?: string;
}

export function Switch({ label, description, isSelected, onChange, ...rest }: SwitchProps) {
  return (
    <AriaSwitch isSelected={isSelected} onChange={onChange} className={styles.switch} {...rest}>
      <span className={styles.track}>
        <span className={styles.thumb} />
      </span>
      <span className={styles.text}>
        <span>{label}</span>
        {description === undefined ? null : <span className={styles.description}>{description}</span>}
      </span>
    </AriaSwitch>
  );
}
