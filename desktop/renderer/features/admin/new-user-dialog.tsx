import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createUser } from "./admin-api.ts";
import styles from "./user-form.module.css";
import { PASSWORD_LENGTH_MIN, PasswordField } from "./password-field.tsx";
import { RoleSelect } from "./role-select.tsx";

const LOGIN = /^[a-z0-9._-]{2,64}$/;

export function NewUserDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const queries = useQueryClient();
  const notify = useNotify();
  const textOf = useFailureText();
  const formId = useId();
  const [displayName, setDisplayName] = useState("");
  const [login, setLogin] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [password, setPassword] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const loginIsBad = login !== "" && !LOGIN.test(login);
  const isComplete = displayName.trim() !== "" && LOGIN.test(login) && password.length >= PASSWORD_LENGTH_MIN;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isComplete || isPending) return;
    setPending(true);
    setFailure(null);
    try {
      const user = await createUser(http, { login, displayName: displayName.trim(), role, password });
      await queries.invalidateQueries({ queryKey: ["users"] });
      notify({ tone: "good", title: t("users.created", { name: user.displayName }) });
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setPending(false);
    }
  };
  const words = failure === null ? null : textOf(failure);
  return (
    <Dialog
      title={t("users.new")}
      closeLabel={t("common:close")}
      onClose={onClose}
      data-testid="new-user-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            isPending={isPending}
            isDisabled={!isComplete}
            data-testid="user-save"
          >
            {t("users.create")}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
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
          isInvalid={loginIsBad}
          value={login}
          onChange={(text) => setLogin(text.toLowerCase())}
          maxLength={64}
          autoComplete="off"
          data-testid="user-login"
        />
        <RoleSelect value={role} onChange={setRole} />
        <PasswordField value={password} onChange={setPassword} />
        {words === null ? null : (
          <Banner tone="bad" data-testid="user-failure">
            <strong>{words.title}</strong> {words.remedy}
          </Banner>
        )}
        <p className={styles.effect}>{t("effect.create")}</p>
      </form>
    </Dialog>
  );
}
