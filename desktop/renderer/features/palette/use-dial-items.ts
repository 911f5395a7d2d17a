import { useTranslation } from "react-i18next";
import { requestDial } from "../../connection/dial-request.ts";
import { useTakesCalls } from "../../connection/use-takes-calls.ts";
import type { PaletteItem } from "./palette-item.ts";

/** At least three digits and nothing that is in no number. */
const NUMBER = /^\+?(?=(?:\D*\d){3})[\d\s().-]{3,30}$/;

/** What was typed looks like a number: call it. */
export function useDialItems(text: string): readonly PaletteItem[] {
  const { t } = useTranslation("palette");
  const takesCalls = useTakesCalls();
  if (takesCalls === false || !NUMBER.test(text)) return [];
  return [
    { id: "dial", group: "dial", label: t("dial", { number: text }), icon: "phone-out", run: () => requestDial(text) },
  ];
}
