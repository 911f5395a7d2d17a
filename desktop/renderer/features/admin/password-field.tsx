import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { newPassword } from "./new-password.ts";
import styles from "./password-field.module.css";

export const PASSWORD_LENGTH_MIN = 10;

interface PasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Shown in clear: it is given to somebody else and must be readable. */
export function PasswordField({ value, onChange }: PasswordFieldProps) {
  const { t } = useTranslation("admin");
  const isShort = value !== "" && value.length < PASSWORD_LENGTH_MIN;
  return (
    <div className={styles.row}>
      <div className={styles.field}>
        <TextField
          label={t("password.label")}
          description={t("password.hint")}
          errorMessage={t("password.short", { min: PASSWORD_LENGTH_MIN })}
          isInvalid={isShort}
          value={value}
          onChange={onChange}
          autoComplete="off"
          maxLength={200}
          data-testid="user-password"
        />
      </div>
      <div className={styles.button}>
        <Button
          icon="refresh"
          onPress={() => onChange(newPassword((bytes) => crypto.getRandomValues(bytes)))}
          data-testid="suggest-password"
        >
          {t("password.suggest")}
        </Button>
      </div>
    </div>
  );
}
