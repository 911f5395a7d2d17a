import { useEffect, useEffectEvent, useState } from "react";
import { usePreferences } from "../../preferences/use-preferences.ts";
import { MicrophoneMeter, SILENCE_DB } from "./microphone-meter.ts";

/** Speech close to a microphone; a quiet room lies below. */
const SPEECH_DB = -42;

export interface MicrophoneLevel {
  readonly levelDb: number;
  /** Something as loud as speech has been heard. */
  readonly heard: boolean;
  readonly failed: "refused" | "missing" | "busy" | null;
}

const START: MicrophoneLevel = { levelDb: SILENCE_DB, heard: false, failed: null };

/** The chosen microphone while the view is open. */
export function useMicrophoneLevel(): MicrophoneLevel {
  const [{ microphoneId }] = usePreferences();
  const [state, setState] = useState(START);
  const onLevel = useEffectEvent((levelDb: number) =>
    setState((before) => ({ levelDb, heard: before.heard || levelDb > SPEECH_DB, failed: null })),
  );
  useEffect(() => {
    setState(START);
    const devices = "mediaDevices" in navigator ? navigator.mediaDevices : undefined;
    if (devices === undefined) {
      setState({ ...START, failed: "refused" });
      return undefined;
    }
    const audio = microphoneId === null ? true : { deviceId: { ideal: microphoneId } };
    const meter = new MicrophoneMeter({ open: () => devices.getUserMedia({ audio }), onLevel: (db) => onLevel(db) });
    meter.start().catch((error: unknown) => setState({ ...START, failed: failureOf(error) }));
    return () => meter.stop();
  }, [microphoneId]);
  return state;
}

/** Names of W3C Media Capture and Streams, 10.3. */
function failureOf(error: unknown): NonNullable<MicrophoneLevel["failed"]> {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "refused";
}
