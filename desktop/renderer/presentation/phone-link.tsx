import { Button as AriaButton } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { requestDial } from "../connection/dial-request.ts";
import { useTakesCalls } from "../connection/use-takes-calls.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./phone-link.module.css";
import { phoneText } from "./phone-text.ts";

interface PhoneLinkProps {
  /** E.164 */
  readonly phone: string;
  /** Whose it is, for the question before the call. */
  readonly name?: string | null;
}

/** A number that can be called: pressing it asks first. Whoever takes no calls reads it only. */
export function PhoneLink({ phone, name = null }: PhoneLinkProps) {
  const { t } = useTranslation("dialing");
  const takesCalls = useTakesCalls();
  const text = phoneText(phone);
  if (takesCalls === false) return <span className={styles.text}>{text}</span>;
  return (
    <AriaButton
      className={styles.link}
      aria-label={t("call-number", { number: text })}
      onPress={() => requestDial(phone, name)}
      data-testid="phone-link"
    >
      <Icon name="phone-out" size={13} />
      <span className={styles.text}>{text}</span>
    </AriaButton>
  );
}
