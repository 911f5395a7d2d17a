import { CommandPalette } from "../features/palette/command-palette.tsx";
import { usePaletteActions } from "./use-palette-actions.ts";

interface PaletteProps {
  /** What was typed before it was there. */
  readonly begunWith: string;
  readonly onClose: () => void;
  readonly onSignOut: () => void;
}

export function Palette({ begunWith, onClose, onSignOut }: PaletteProps) {
  return <CommandPalette actions={usePaletteActions(onSignOut)} begunWith={begunWith} onClose={onClose} />;
}
