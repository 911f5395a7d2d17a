import { CommandPalette } from "../features/palette/command-palette.tsx";
import { usePaletteActions } from "./use-palette-actions.ts";

interface PaletteProps {
  /** What was typed before it was there. */
  readonly begunWith: string;
  readonly onClose: () => void;
}

export function Palette({ begunWith, onClose }: PaletteProps) {
  return <CommandPalette actions={usePaletteActions()} begunWith={begunWith} onClose={onClose} />;
}
