export interface Shortcut {
  readonly group: "call" | "wrap-up" | "list" | "state" | "monitor" | "go";
  /** How it is shown; what is shown first is what a button shows. */
  readonly keys: readonly string[];
  /** `KeyboardEvent.code`s or keys pressed one after the other; a single one for most. */
  readonly sequence: readonly string[];
  /**
   * `plain`: the key alone while nobody types, with Alt everywhere. `alt`: with Alt always, so that a letter typed in the wrong place
   * cannot end a call. `bare`: the key alone and never with Alt, for a view's own letters. `shift`: the character itself (`?`).
   * `ctrl`: with Ctrl (or Cmd), everywhere. `digits`: 1 to 9 and 0, read by the choice itself.
   */
  readonly with: "plain" | "bare" | "alt" | "shift" | "ctrl" | "ctrl-shift" | "digits";
}

/** Every key of the console, in one table: no two can collide unseen, and the overlay (`?`) shows them all. */
export const SHORTCUTS = {
  answer: { group: "call", keys: ["A"], sequence: ["KeyA"], with: "plain" },
  mute: { group: "call", keys: ["M"], sequence: ["KeyM"], with: "plain" },
  hold: { group: "call", keys: ["H"], sequence: ["KeyH"], with: "plain" },
  keypad: { group: "call", keys: ["K"], sequence: ["KeyK"], with: "plain" },
  note: { group: "call", keys: ["E"], sequence: ["KeyE"], with: "plain" },
  "hang-up": { group: "call", keys: ["Alt", "X"], sequence: ["KeyX"], with: "alt" },
  dial: { group: "call", keys: ["C"], sequence: ["KeyC"], with: "plain" },
  redial: { group: "call", keys: ["L"], sequence: ["KeyL"], with: "plain" },
  transfer: { group: "call", keys: ["T"], sequence: ["KeyT"], with: "plain" },
  park: { group: "call", keys: ["P"], sequence: ["KeyP"], with: "plain" },
  swap: { group: "call", keys: ["W"], sequence: ["KeyW"], with: "plain" },
  conference: { group: "call", keys: ["J"], sequence: ["KeyJ"], with: "plain" },
  "hand-over": { group: "call", keys: ["O"], sequence: ["KeyO"], with: "plain" },
  "let-go": { group: "call", keys: ["U"], sequence: ["KeyU"], with: "plain" },
  "end-all": { group: "call", keys: ["Alt", "Q"], sequence: ["KeyQ"], with: "alt" },
  retrieve: { group: "call", keys: ["F"], sequence: ["KeyF"], with: "plain" },
  reject: { group: "call", keys: ["Alt", "D"], sequence: ["KeyD"], with: "alt" },
  disposition: { group: "wrap-up", keys: ["1", "…", "9", "0"], sequence: [], with: "digits" },
  promise: { group: "wrap-up", keys: ["B"], sequence: ["KeyB"], with: "plain" },
  finish: { group: "wrap-up", keys: ["Ctrl", "Enter"], sequence: ["Enter"], with: "ctrl" },
  "finish-not-ready": { group: "wrap-up", keys: ["Ctrl", "Shift", "Enter"], sequence: ["Enter"], with: "ctrl-shift" },
  "list-dial": { group: "list", keys: ["D"], sequence: ["KeyD"], with: "bare" },
  "list-skip": { group: "list", keys: ["S"], sequence: ["KeyS"], with: "bare" },
  ready: { group: "state", keys: ["R"], sequence: ["KeyR"], with: "plain" },
  "not-ready": { group: "state", keys: ["N"], sequence: ["KeyN"], with: "plain" },
  "monitor-listen": { group: "monitor", keys: ["1"], sequence: ["Digit1"], with: "bare" },
  "monitor-whisper": { group: "monitor", keys: ["2"], sequence: ["Digit2"], with: "bare" },
  "monitor-barge": { group: "monitor", keys: ["3"], sequence: ["Digit3"], with: "bare" },
  "monitor-stop": { group: "monitor", keys: ["Alt", "S"], sequence: ["KeyS"], with: "alt" },
  palette: { group: "go", keys: ["Ctrl", "K"], sequence: ["KeyK"], with: "ctrl" },
  search: { group: "go", keys: ["/"], sequence: ["/"], with: "shift" },
  "go-desk": { group: "go", keys: ["G", "D"], sequence: ["KeyG", "KeyD"], with: "plain" },
  "go-search": { group: "go", keys: ["G", "S"], sequence: ["KeyG", "KeyS"], with: "plain" },
  "go-history": { group: "go", keys: ["G", "H"], sequence: ["KeyG", "KeyH"], with: "plain" },
  "go-agenda": { group: "go", keys: ["G", "B"], sequence: ["KeyG", "KeyB"], with: "plain" },
  "go-waiting": { group: "go", keys: ["G", "I"], sequence: ["KeyG", "KeyI"], with: "plain" },
  "go-lists": { group: "go", keys: ["G", "L"], sequence: ["KeyG", "KeyL"], with: "plain" },
  "go-wallboard": { group: "go", keys: ["G", "W"], sequence: ["KeyG", "KeyW"], with: "plain" },
  "go-admin": { group: "go", keys: ["G", "A"], sequence: ["KeyG", "KeyA"], with: "plain" },
  "go-settings": { group: "go", keys: ["G", ","], sequence: ["KeyG", ","], with: "plain" },
  "go-check": { group: "go", keys: ["G", "T"], sequence: ["KeyG", "KeyT"], with: "plain" },
  help: { group: "go", keys: ["?"], sequence: ["?"], with: "shift" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;

export const SHORTCUT_IDS = Object.keys(SHORTCUTS).filter((id): id is ShortcutId => Object.hasOwn(SHORTCUTS, id));
