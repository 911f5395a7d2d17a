import type { ConsoleState } from "../../shared/ipc/channels.ts";

type State = ConsoleState["agentState"];
type Colour = readonly [red: number, green: number, blue: number];

/** Colours by state, as in the renderer's design tokens. */
const COLOURS: Readonly<Record<State, Colour>> = {
  "signed-out": [128, 128, 128],
  "not-ready": [201, 108, 0],
  ready: [26, 127, 55],
  offered: [9, 105, 218],
  "on-contact": [180, 35, 24],
  "wrap-up": [130, 80, 223],
};

/**
 * The console's shapes (renderer/ui/state-shape.tsx), so that no state is told by colour alone. Distance to the edge in a
 * square from -1 to 1, positive inside.
 */
const SHAPES: Readonly<Record<State, (x: number, y: number) => number>> = {
  ready: (x, y) => 0.9 - Math.hypot(x, y),
  "not-ready": (x, y) => 0.78 - Math.max(Math.abs(x), Math.abs(y)),
  // An upright triangle: below its two sides and above its base.
  offered: (x, y) => Math.min(0.82 - y, (0.9 + y - 2 * Math.abs(x)) / Math.sqrt(5)),
  "on-contact": (x, y) => (0.98 - Math.abs(x) - Math.abs(y)) / Math.SQRT2,
  // A ring whose right half is full.
  "wrap-up": (x, y) => Math.min(0.9 - Math.hypot(x, y), Math.max(x, Math.hypot(x, y) - 0.6)),
  "signed-out": (x, y) => Math.min(0.9 - Math.hypot(x, y), Math.hypot(x, y) - 0.6),
};

/** The state's shape as BGRA pixels (the order of `nativeImage.createFromBitmap`), with a soft edge. */
export function trayBitmap(state: State, sizePx: number): Uint8Array {
  const [red, green, blue] = COLOURS[state];
  const pixels = new Uint8Array(sizePx * sizePx * 4);
  const half = (sizePx - 1) / 2;
  for (let y = 0; y < sizePx; y += 1) {
    for (let x = 0; x < sizePx; x += 1) {
      const inside = SHAPES[state]((x - half) / half, (y - half) / half);
      const opacity = Math.max(0, Math.min(1, inside * half + 0.5));
      // Premultiplied alpha, as Chromium wants it.
      pixels.set([blue * opacity, green * opacity, red * opacity, 255 * opacity], (y * sizePx + x) * 4);
    }
  }
  return pixels;
}
