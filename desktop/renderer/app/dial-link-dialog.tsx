import { useTranslation } from "react-i18next";
import type { DialLink } from "../../../shared/ipc/channels.ts";
import { useConsoleState } from "../connection/use-connection.ts";
import { useDial } from "../connection/use-dial.ts";
import { phoneText } from "../presentation/phone-text.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./dial-link-dialog.module.css";

interface DialLinkDialogProps {
  readonly link: DialLink;
  readonly onClose: () => void;
}

/**
 * Another program asks for a call: a person reads the number and says so. The dialog takes the focus, not its button, so a key
 * that was on its way to somewhere else dials nothing.
 */
export function DialLinkDialog({ link: { number, extension }, onClose }: DialLinkDialogProps) {
  const { t } = useTranslation("desktop");
  const { view, link } = useConsoleState();
  const { dial, isPending, failure, mustConfirm } = useDial({ done: onClose });
  const state = view?.status.state;
  const mayDial = link === "online" && view?.contact === null && (state === "ready" || state === "not-ready");
  return (
    <Dialog
      title={t("dial.title")}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="sm"
      data-testid="dial-link"
      actions={
        <>
          <Button onPress={onClose} data-testid="dial-link-cancel">
            {t("common:cancel")}
          </Button>
          <Button
            tone="primary"
            icon="phone-out"
            isDisabled={!mayDial || mustConfirm}
            isPending={isPending}
            onPress={() => dial(number)}
            data-testid="dial-link-confirm"
          >
            {t("dial.confirm")}
          </Button>
        </>
      }
    >
      <p className={styles.number} data-testid="dial-link-number">
        {phoneText(number)}
      </p>
      {extension === null ? null : <p className={styles.extension}>{t("dial.extension", { extension })}</p>}
      {mustConfirm ? (
        <Banner
          tone="warning"
          action={
            <Button tone="danger" isDisabled={!mayDial} onPress={() => dial(number, true)} data-testid="dial-anyway">
              {t("dialing:call-anyway")}
            </Button>
          }
          data-testid="dial-do-not-call"
        >
          {t("dialing:do-not-call")}
        </Banner>
      ) : failure !== null ? (
        <Banner tone="bad" data-testid="dial-failure">
          <strong>{failure.title}</strong> {failure.remedy}
        </Banner>
      ) : (
        <p className={styles.hint}>{t(mayDial ? "dial.hint" : "dial.not-now")}</p>
      )}
    </Dialog>
  );
}
