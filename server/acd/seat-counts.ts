import type { AgentState } from "../../shared/domain/agent.ts";
import type { PoolBoard } from "./pool-board.ts";

/** How many seats of a queue, or of one of its pools, are in which state. */
export class SeatCounts {
  /** On the board. */
  readonly place: number;
  readonly #board: PoolBoard;

  constructor(board: PoolBoard) {
    this.#board = board;
    this.place = board.take();
  }

  of(state: AgentState): number {
    return this.#board.count(this.place, state);
  }

  /** In whatever state but `signed-out`. */
  signedIn(): number {
    return this.#board.countSignedIn(this.place);
  }

  add(state: AgentState, change: number): void {
    this.#board.add(this.place, state, change);
  }
}
