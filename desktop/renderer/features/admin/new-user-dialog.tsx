import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { TextField } from "../../ui/text-field.tsx";
import { createUser } from "./admin-api.ts";
import { PASSWORD_LENGTH_MIN, PasswordField } from "./password-field.tsx";
import { RoleSelect } from "./role-select.tsx";
import styles from "./user-form.module.css";
import { UserFormDialog } from "./user-form-dialog.tsx";

const LOGIN = /^[a-z0-9._-]{2,64}$/;

export function NewUserDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const [displayName, setDisplayName] = useState("");
  const [login, setLogin] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [password, setPassword] = useState("");
  return (
    <UserFormDialog
      title={t("users.new")}
      saveLabel={t("users.create")}
      canSave={displayName.trim() !== "" && LOGIN.test(login) && password.length >= PASSWORD_LENGTH_MIN}
      save={() => createUser(http, { login, displayName: displayName.trim(), role, password })}
      doneText={(user) => t("users.created", { name: user.displayName })}
      onClose={onClose}
      effects={<p className={styles.effect}>{t("effect.create")}</p>}
      data-testid="new-user-dialog"
    >
      <TextField
        label={t("users.name")}
        description={t("users.name-hint")}
        value={displayName}
        onChange={setDisplayName}
        maxLength={100}
        data-testid="user-name"
      />
      <TextField
        label={t("users.login")}
        description={t("users.login-hint")}
        errorMessage={t("users.login-bad")}
        isInvalid={login !== "" && !LOGIN.test(login)}
        value={login}
        onChange={(text) => setLogin(text.toLowerCase())}
        maxLength={64}
        autoComplete="off"
        data-testid="user-login"
      />
      <RoleSelect value={role} onChange={setRole} />
      <PasswordField value={password} onChange={setPassword} />
    </UserFormDialog>
  );
}
