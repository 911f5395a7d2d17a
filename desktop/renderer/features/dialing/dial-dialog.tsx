import { type FormEvent, useId, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { dialObstacle } from "../../connection/dial-obstacle.ts";
import { type DialRequest, dialRequest, lastDialled, requestDial } from "../../connection/dial-request.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useDial } from "../../connection/use-dial.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { phoneText } from "../../presentation/phone-text.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { TextField } from "../../ui/text-field.tsx";
import styles from "./dial-dialog.module.css";

const NUMBER_MAX = 64;

/** Every call that is made by hand passes here: the number is read once more, then dialled, and a refusal says why. */
export function Dialing() {
  const request = useSyncExternalStore(dialRequest.subscribe, dialRequest.get);
  const last = useSyncExternalStore(lastDialled.subscribe, lastDialled.get);
  useShortcut("dial", () => requestDial(null));
  const notify = useNotify();
  const { t } = useTranslation("dialing");
  useShortcut("redial", () => {
    if (last !== null) requestDial(last.number, last.name);
    else notify({ tone: "info", title: t("none-before"), detail: t("none-before-hint"), key: "none-before" });
  });
  if (request === null) return null;
  return <DialDialog key={`${request.number}`} request={request} onClose={() => dialRequest.set(null)} />;
}

interface DialDialogProps {
  readonly request: DialRequest;
  readonly onClose: () => void;
}

function DialDialog({ request, onClose }: DialDialogProps) {
  const { t } = useTranslation("dialing");
  const formId = useId();
  const { link, view } = useConsoleState();
  const [typed, setTyped] = useState("");
  const number = request.number ?? typed.trim();
  const { failure, mustConfirm, isPending, dial, forget } = useDial({
    done: () => {
      lastDialled.set({ ...request, number });
      onClose();
    },
    // A refused number is worth another try by key; one that is none is not.
    failed: (code) => {
      if (code !== "bad-number") lastDialled.set({ ...request, number });
    },
  });
  const obstacle = dialObstacle(link, view);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (obstacle === null && number !== "" && !mustConfirm) dial(number);
  };
  return (
    <Dialog
      title={request.name === null || request.name === "" ? t("title") : t("title-name", { name: request.name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="sm"
      data-testid="dial-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            tone="answer"
            icon="phone-out"
            isPending={isPending}
            isDisabled={obstacle !== null || number === "" || mustConfirm}
            data-testid="dial-confirm"
          >
            {t("call")}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit}>
        {request.number === null ? (
          <TextField
            label={t("number")}
            description={t("number-hint")}
            type="tel"
            value={typed}
            onChange={(text) => {
              setTyped(text);
              forget();
            }}
            maxLength={NUMBER_MAX}
            autoComplete="off"
            data-testid="dial-number"
          />
        ) : (
          // Enter calls: the field that has the focus is this form's, and the number in it cannot be changed by a slip.
          <input
            className={styles.number}
            readOnly
            value={phoneText(request.number)}
            aria-label={t("number")}
            data-testid="dial-number"
          />
        )}
        {mustConfirm ? (
          <Banner
            tone="warning"
            // Neither Enter nor the second half of a double click: this button stands where nobody was pressing.
            action={
              <Button
                tone="danger"
                isDisabled={obstacle !== null}
                onPress={() => dial(number, true)}
                data-testid="dial-anyway"
              >
                {t("call-anyway")}
              </Button>
            }
            data-testid="dial-do-not-call"
          >
            {t("do-not-call")}
          </Banner>
        ) : failure !== null ? (
          <Banner tone="bad" data-testid="dial-failure">
            <strong>{failure.title}</strong> {failure.remedy}
          </Banner>
        ) : obstacle !== null ? (
          <Banner tone="warning" data-testid="dial-obstacle">
            {t(`obstacle.${obstacle}`)}
          </Banner>
        ) : (
          <p className={styles.hint}>{t("hint")}</p>
        )}
      </form>
    </Dialog>
  );
}
