import type { AgentState, NotReadyReason } from "../../shared/domain/agent.ts";
import type { Agent } from "./acd-state.ts";
import type { PoolBoard } from "./pool-board.ts";

/** How many seats of a queue, or of one of its pools, are in which state, and why those are not ready who are not. */
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

  /** Not ready for this reason. */
  because(reason: NotReadyReason): number {
    return this.#board.countBecause(this.place, reason);
  }

  /** In whatever state but `signed-out`. */
  signedIn(): number {
    return this.#board.countSignedIn(this.place);
  }

  /** As the agent is counted now. */
  add({ countedAs, countedBecause }: Pick<Agent, "countedAs" | "countedBecause">, change: 1 | -1): void {
    this.#board.add(this.place, countedAs, change);
    if (countedBecause !== null) this.#board.addBecause(this.place, countedBecause, change);
  }
}
