import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { changeUser } from "./admin-api.ts";
import { PASSWORD_LENGTH_MIN, PasswordField } from "./password-field.tsx";
import { RoleSelect } from "./role-select.tsx";
import { changeEffects, type UserDraft, userChange } from "./user-change.ts";
import styles from "./user-form.module.css";

interface UserDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** One person: name, role, whether they may sign in, a new password. What saving does is told before it is done. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation("admin");
  const { http, session } = useConnection();
  const queries = useQueryClient();
  const notify = useNotify();
  const textOf = useFailureText();
  const formId = useId();
  const [draft, setDraft] = useState<UserDraft>({
    displayName: user.displayName,
    role: user.role,
    disabled: user.disabled,
    password: "",
  });
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const edit = (change: Partial<UserDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const change = userChange(user, draft);
  const effects = changeEffects(change, user.userId === session.user.userId);
  const passwordIsShort = draft.password !== "" && draft.password.length < PASSWORD_LENGTH_MIN;
  const canSave = effects.length > 0 && draft.displayName.trim() !== "" && !passwordIsShort;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canSave || isPending) return;
    setPending(true);
    setFailure(null);
    try {
      const saved = await changeUser(http, user.userId, change);
      await queries.invalidateQueries({ queryKey: ["users"] });
      notify({ tone: "good", title: t("users.saved", { name: saved.displayName }) });
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
      title={user.displayName}
      closeLabel={t("common:close")}
      onClose={onClose}
      data-testid="user-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            isPending={isPending}
            isDisabled={!canSave}
            data-testid="user-save"
          >
            {t("common:save")}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
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
        {words === null ? null : (
          <Banner tone="bad" data-testid="user-failure">
            <strong>{words.title}</strong> {words.remedy}
          </Banner>
        )}
        {effects.length === 0 ? null : (
          <ul className={styles.effects} aria-label={t("effect.title")} data-testid="user-effects">
            {effects.map((effect) => (
              <li key={effect} className={styles.effect}>
                {t(`effect.${effect}`, { name: user.displayName })}
              </li>
            ))}
          </ul>
        )}
      </form>
    </Dialog>
  );
}
