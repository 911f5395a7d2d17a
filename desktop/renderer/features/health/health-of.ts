import type { ConsoleState } from "../../connection/console-client.ts";
import type { PhoneState } from "../../connection/phone-context.ts";

type Tone = "good" | "warning" | "bad";

export function connectionHealth({ link, view }: Pick<ConsoleState, "link" | "view">) {
  if (link === "online" && view !== null) {
    return view.reachability.pbxConnected
      ? ({ tone: "good", problem: "online" } as const)
      : ({ tone: "bad", problem: "no-exchange" } as const);
  }
  return link === "reconnecting" || link === "ended"
    ? ({ tone: "bad", problem: "reconnecting" } as const)
    : ({ tone: "warning", problem: "connecting" } as const);
}

/** The microphone first: without it the phone is of no use. */
export function phoneHealth({ registration, microphone }: Pick<PhoneState, "registration" | "microphone">) {
  if (microphone === "refused" || microphone === "missing" || microphone === "busy") {
    return { tone: "bad" satisfies Tone, problem: microphone } as const;
  }
  if (registration === "registered") {
    return microphone === "ready"
      ? ({ tone: "good", problem: "ready" } as const)
      : ({ tone: "warning", problem: "checking" } as const);
  }
  return registration === "reconnecting"
    ? ({ tone: "bad", problem: "unregistered" } as const)
    : ({ tone: "warning", problem: "registering" } as const);
}
