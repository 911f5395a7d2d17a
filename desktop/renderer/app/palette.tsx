import { CommandPalette } from "../features/palette/command-palette.tsx";
import { usePaletteActions } from "./use-palette-actions.ts";

export function Palette({ onClose }: { readonly onClose: () => void }) {
  return <CommandPalette actions={usePaletteActions()} onClose={onClose} />;
}
