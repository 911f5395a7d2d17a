import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { Switch } from "../../ui/switch.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { changeUser } from "./admin-api.ts";
import { PASSWORD_LENGTH_MIN, PasswordField } from "./password-field.tsx";
import { RoleSelect } from "./role-select.tsx";
import { changeEffects, type UserDraft, userChange } from "./user-change.ts";
import styles from "./user-form.module.css";
import { UserFormDialog } from "./user-form-dialog.tsx";

interface UserDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** One person: name, role, whether they may sign in, a new password. What saving does is told before it is done. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation("admin");
  const { http, session } = useConnection();
  const [draft, setDraft] = useState<UserDraft>({
    displayName: user.displayName,
    role: user.role,
    disabled: user.disabled,
    password: "",
  });
  const edit = (change: Partial<UserDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const change = userChange(user, draft);
  const effects = changeEffects(change, user.userId === session.user.userId);
  const passwordIsShort = draft.password !== "" && draft.password.length < PASSWORD_LENGTH_MIN;
  return (
    <UserFormDialog
      title={user.displayName}
      saveLabel={t("common:save")}
      canSave={effects.length > 0 && draft.displayName.trim() !== "" && !passwordIsShort}
      save={() => changeUser(http, user.userId, change)}
      doneText={(saved) => t("users.saved", { name: saved.displayName })}
      onClose={onClose}
      effects={
        effects.length === 0 ? null : (
          <ul className={styles.effects} aria-label={t("effect.title")} data-testid="user-effects">
            {effects.map((effect) => (
              <li key={effect} className={styles.effect}>
                {t(`effect.${effect}`, { name: user.displayName })}
              </li>
            ))}
          </ul>
        )
      }
      data-testid="user-dialog"
    >
      <TextField
        label={t("users.name")}
        description={t("users.login-is", { login: user.login })}
        value={draft.displayName}
        onChange={(displayName) => edit({ displayName })}
        maxLength={100}
        data-testid="user-name"
      />
      <RoleSelect value={draft.role} onChange={(role) => edit({ role })} />
      <Switch
        label={t("users.may-sign-in")}
        isSelected={!draft.disabled}
        onChange={(mayEnter) => edit({ disabled: !mayEnter })}
        data-testid="user-enabled"
      />
      <PasswordField value={draft.password} onChange={(password) => edit({ password })} />
    </UserFormDialog>
  );
}
