import type { AgentState } from "../../../shared/domain/agent.ts";

/** What a person at a console can be in; `held` is a contact on hold. */
export type ShownState = AgentState | "held";

/** One shape for each state, so that no state is told by colour alone. */
export function StateShape({ state, size = 12 }: { readonly state: ShownState; readonly size?: number }) {
  const edge = `${size / 16}rem`;
  return (
    <svg viewBox="0 0 12 12" width={edge} height={edge} aria-hidden="true" focusable="false" fill="currentColor">
      {shape(state)}
    </svg>
  );
}

function shape(state: ShownState) {
  switch (state) {
    case "ready":
      return <circle cx="6" cy="6" r="5" />;
    case "not-ready":
      return <rect x="1.5" y="1.5" width="9" height="9" rx="1" />;
    case "offered":
      return <path d="M6 .8 11.6 11H.4Z" />;
    case "on-contact":
      return <path d="M6 .3 11.7 6 6 11.7.3 6Z" />;
    case "held":
      return <path d="M2 1h3v10H2ZM7 1h3v10H7Z" />;
    case "wrap-up":
      return <path d="M6 1a5 5 0 0 1 0 10Zm0 0a5 5 0 1 0 0 10V9.6a3.6 3.6 0 0 1 0-7.2Z" />;
    case "signed-out":
      return <path d="M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm0 1.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z" />;
  }
}
