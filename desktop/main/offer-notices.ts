import { Notification } from "electron";
import type { OfferNotice } from "../../shared/ipc/channels.ts";
import { type ShellLanguage, shellText } from "./texts.ts";

export interface NoticePrivacy {
  readonly notifyOffers: boolean;
  readonly showCustomerName: boolean;
  readonly isScreenLocked: boolean;
}

/**
 * Words of the notice, or null for none. A notice is read by whoever passes and kept by the system: it names the customer
 * only where the setting allows it, and never on a locked screen.
 */
export function noticeText(
  offer: OfferNotice,
  { notifyOffers, showCustomerName, isScreenLocked }: NoticePrivacy,
  language: ShellLanguage,
): { readonly title: string; readonly body: string } | null {
  if (!notifyOffers) return null;
  const mayName = showCustomerName && !isScreenLocked;
  const who = mayName ? (offer.customerName ?? shellText(language, "notice.unknown")) : null;
  return {
    title: shellText(language, "notice.title"),
    body: [who, offer.queueName].filter((part) => part !== null).join(" · "),
  };
}

/** The system's notice for the offered call: one at a time, gone when the offer is. */
export class OfferNotices {
  readonly #onClick: () => void;
  #shown: Notification | null = null;

  constructor(onClick: () => void) {
    this.#onClick = onClick;
  }

  static get isSupported(): boolean {
    return Notification.isSupported();
  }

  show(text: { readonly title: string; readonly body: string }): void {
    this.clear();
    if (!OfferNotices.isSupported) return;
    // The console rings by itself, through the device that was chosen for it.
    const notice = new Notification({ ...text, silent: true, urgency: "critical", timeoutType: "never" });
    notice.on("click", () => {
      this.clear();
      this.#onClick();
    });
    notice.show();
    this.#shown = notice;
  }

  clear(): void {
    this.#shown?.close();
    this.#shown = null;
  }
}
