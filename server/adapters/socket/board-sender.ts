import { changeBetween } from "../../../shared/wire/wallboard-changes.ts";
import type { Wallboard, WallboardChange } from "../../../shared/wire/wallboard-schemas.ts";
import { LatestOnly, type Outlet } from "./latest-only.ts";

/** Worked out once for all who were sent the same board before: nearly everybody. */
const newest = new WeakMap<Wallboard, { readonly to: Wallboard; readonly change: WallboardChange | null }>();

/**
 * The board of one socket: whole at first, then what changed since the last one that was sent here. Those that the network had no time
 * for are in the next change; a socket keeps its order, so the page always has the board that a change is of.
 */
export class BoardSender {
  readonly #latest: LatestOnly<Wallboard>;
  #sent: Wallboard | null = null;

  constructor(outlet: Outlet, send: (board: Wallboard | WallboardChange) => void) {
    this.#latest = new LatestOnly(outlet, (board) => {
      send((this.#sent === null ? null : changeFrom(this.#sent, board)) ?? board);
      this.#sent = board;
    });
  }

  push(board: Wallboard): void {
    this.#latest.push(board);
  }
}

function changeFrom(before: Wallboard, board: Wallboard): WallboardChange | null {
  const known = newest.get(before);
  if (known?.to === board) return known.change;
  const change = changeBetween(before, board);
  newest.set(before, { to: board, change });
  return change;
}
