import type { TSchema } from "typebox";
import { Check } from "typebox/value";
import type { Session } from "../../../shared/wire/http.ts";
import { Store } from "./store.ts";

/**
 * What this tab keeps for whoever is signed in, such as what was typed and not saved: through other views, a reload, and signing in
 * again. It dies with the tab, and nobody else who signs in there gets it.
 */
export class TabMemory<Value> {
  readonly #name: string;
  readonly #schema: TSchema;
  readonly #empty: Value;
  readonly #stores = new WeakMap<Session, Store<Value>>();

  /** @param schema of `Value`: what another version of the page has kept is as good as nothing */
  constructor(name: string, schema: TSchema, empty: Value) {
    this.#name = name;
    this.#schema = schema;
    this.#empty = empty;
  }

  of(session: Session): Store<Value> {
    const known = this.#stores.get(session);
    if (known !== undefined) return known;
    const key = `cordboard.${this.#name}.${session.user.userId}`;
    const store = new Store<Value>(this.#read(key));
    store.subscribe(() => this.#write(key, store.get()));
    this.#stores.set(session, store);
    return store;
  }

  #read(key: string): Value {
    const text = sessionStorage.getItem(key);
    if (text === null) return this.#empty;
    try {
      const value: unknown = JSON.parse(text);
      return this.#fits(value) ? value : this.#empty;
    } catch (error) {
      if (error instanceof SyntaxError) return this.#empty;
      throw error;
    }
  }

  #write(key: string, value: Value): void {
    if (value === this.#empty) {
      sessionStorage.removeItem(key);
      return;
    }
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch (error) {
      // More than a browser keeps (a routing plan of thousands): then it lasts until the page is reloaded.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  #fits(value: unknown): value is Value {
    return Check(this.#schema, value);
  }
}
