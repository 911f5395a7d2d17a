import { type FormEvent, useId, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { dialObstacle } from "../../connection/dial-obstacle.ts";
import { type DialRequest, dialRequest, lastDialled, requestDial } from "../../connection/dial-request.ts";
import { failureCode } from "../../connection/failure.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";
import { type FailureText, useFailureText } from "../../connection/use-report-failure.ts";
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
  const { failure, isPending, dial } = useDial(onClose);
  const number = request.number ?? typed.trim();
  const obstacle = dialObstacle(link, view);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (obstacle === null && number !== "") dial({ ...request, number });
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
            isDisabled={obstacle !== null || number === ""}
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
            onChange={setTyped}
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
        {failure !== null ? (
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

/** Done or failed within 2 s: that is the client's limit for every command. */
function useDial(onDone: () => void) {
  const { client } = useConnection();
  const textOf = useFailureText();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureText | null>(null);
  const dial = (request: DialRequest & { readonly number: string }) => {
    if (isPending) return;
    setPending(true);
    setFailure(null);
    client
      .command("call.dial", { number: request.number })
      .then(() => {
        lastDialled.set(request);
        onDone();
      })
      .catch((error: unknown) => {
        // A refused number is worth another try by key; one that is none is not.
        if (failureCode(error) !== "bad-number") lastDialled.set(request);
        setFailure(textOf(error));
      })
      .finally(() => setPending(false));
  };
  return { dial, isPending, failure };
}
