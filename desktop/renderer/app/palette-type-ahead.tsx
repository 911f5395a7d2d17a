import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface PaletteTypeAheadProps {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

/**
 * Stands in for the palette until it is there: on a slow machine its first opening takes a while, and letters typed meanwhile
 * would be lost, or be the keys of the call (H holds).
 */
export function PaletteTypeAhead({ onText, onClose }: PaletteTypeAheadProps) {
  const { t } = useTranslation("shell");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    // The palette gives the focus back to where it finds it.
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <input
      ref={field}
      className="visually-hidden"
      aria-label={t("palette-loading")}
      maxLength={100}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
      data-testid="palette-type-ahead"
    />
  );
}
