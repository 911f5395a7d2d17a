import type { ConsoleState } from "../../shared/ipc/channels.ts";

/** Colours by state, as in the renderer's design tokens; the tooltip says it in words for those who see no difference. */
const COLOURS: Readonly<Record<ConsoleState["agentState"], readonly [red: number, green: number, blue: number]>> = {
  "signed-out": [128, 128, 128],
  "not-ready": [201, 108, 0],
  ready: [26, 127, 55],
  offered: [9, 105, 218],
  "on-contact": [180, 35, 24],
  "wrap-up": [130, 80, 223],
};

/** A filled circle as BGRA pixels (the order of `nativeImage.createFromBitmap`), with a soft edge. */
export function trayBitmap(state: ConsoleState["agentState"], sizePx: number): Uint8Array {
  const [red, green, blue] = COLOURS[state];
  const pixels = new Uint8Array(sizePx * sizePx * 4);
  const centre = (sizePx - 1) / 2;
  const radius = sizePx / 2 - 1;
  for (let y = 0; y < sizePx; y += 1) {
    for (let x = 0; x < sizePx; x += 1) {
      const distance = Math.hypot(x - centre, y - centre);
      const opacity = Math.max(0, Math.min(1, radius - distance + 0.5));
      // Premultiplied alpha, as Chromium wants it.
      pixels.set([blue * opacity, green * opacity, red * opacity, 255 * opacity], (y * sizePx + x) * 4);
    }
  }
  return pixels;
}
