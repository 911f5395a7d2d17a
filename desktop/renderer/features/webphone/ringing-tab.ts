import type { ClaimRinging } from "./claim-ringing.ts";

/** Whether the number this tab wants to be rung at rings here or in another one. One number at a time. */
export class RingingTab {
  readonly #claim: ClaimRinging;
  readonly #onChange: () => void;
  #number: string | null = null;
  /** null: not known yet. */
  #isHere: boolean | null = null;
  #giveUp: () => void = () => undefined;

  constructor(claim: ClaimRinging, onChange: () => void) {
    this.#claim = claim;
    this.#onChange = onChange;
  }

  isHere(number: string): boolean {
    return this.#number === number && this.#isHere === true;
  }

  isElsewhere(number: string): boolean {
    return this.#number === number && this.#isHere === false;
  }

  /** @param take From the tab that has it. */
  want(number: string, take = false): void {
    if (number === this.#number && (!take || this.#isHere === true)) return;
    this.leave();
    this.#number = number;
    let isMine = true;
    const giveUp = this.#claim(number, take, (isHere) => {
      if (!isMine) return;
      this.#isHere = isHere;
      this.#onChange();
    });
    this.#giveUp = () => {
      isMine = false;
      giveUp();
    };
  }

  leave(): void {
    this.#giveUp();
    this.#giveUp = () => undefined;
    this.#number = null;
    this.#isHere = null;
  }
}
