import { readFileSync } from "node:fs";
import * as Type from "typebox";
import Value from "typebox/value";

const SIZE_MAX_PX = 20_000;
const Pixels = Type.Integer({ minimum: -SIZE_MAX_PX, maximum: SIZE_MAX_PX });
const WindowStateSchema = Type.Object({
  x: Pixels,
  y: Pixels,
  width: Type.Integer({ minimum: 1, maximum: SIZE_MAX_PX }),
  height: Type.Integer({ minimum: 1, maximum: SIZE_MAX_PX }),
  isMaximized: Type.Boolean(),
});
export type WindowState = Type.Static<typeof WindowStateSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST = { width: 720, height: 540 } as const;
const FIRST = { width: 1_280, height: 860 } as const;
/** So much of the title bar must be on a screen that the window can be taken hold of. */
const GRIP = { width: 120, height: 40 } as const;

export type Placement = { readonly width: number; readonly height: number; readonly isMaximized: boolean } & (
  | { readonly x: number; readonly y: number }
  | { readonly x?: never; readonly y?: never }
);

/** Where the window goes: where it was, unless that screen is gone; never larger than the screen it is on. */
export function placeWindow(saved: WindowState | null, screens: readonly Area[]): Placement {
  if (saved === null) return { ...FIRST, isMaximized: false };
  const screen = screens.find((area) => gripIsOn(saved, area));
  const width = Math.max(SMALLEST.width, Math.min(saved.width, screen?.width ?? FIRST.width));
  const height = Math.max(SMALLEST.height, Math.min(saved.height, screen?.height ?? FIRST.height));
  // The system places what has no place: on the screen that is there.
  if (screen === undefined) return { width, height, isMaximized: saved.isMaximized };
  return { x: saved.x, y: saved.y, width, height, isMaximized: saved.isMaximized };
}

function gripIsOn(window: Area, screen: Area): boolean {
  const overlap = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const below = window.y - screen.y;
  return overlap >= GRIP.width && below >= 0 && below <= screen.height - GRIP.height;
}

/** What was written last; null when there is nothing, or nothing that fits. A place is not worth a word to anybody. */
export function readWindowState(path: string): WindowState | null {
  try {
    const state: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Value.Check(WindowStateSchema, state) ? state : null;
  } catch {
    // Absent at the first start; unreadable: placed as at the first start.
    return null;
  }
}
