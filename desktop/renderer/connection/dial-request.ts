import { Store } from "./store.ts";

/** A call somebody wants to make: asked about once more before it is made, wherever the number stood. */
export interface DialRequest {
  /** E.164, or as it was typed; null: still to be typed. */
  readonly number: string | null;
  /** Whose number it is, where that is known. */
  readonly name: string | null;
}

/** What is being asked about now. One page makes one call at a time, so there is one. */
export const dialRequest = new Store<DialRequest | null>(null);
/** The number dialled last on this page, for dialling again. Not kept over a reload: it is somebody's number. */
export const lastDialled = new Store<DialRequest | null>(null);

export function requestDial(number: string | null, name: string | null = null): void {
  dialRequest.set({ number, name });
}
