import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../connection/failure.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { Button } from "../../ui/button.tsx";
import { type Prompt, readPromptSound } from "./admin-api.ts";

/** Ends what plays now: two announcements at once cannot be understood. */
let stopPlaying: (() => void) | null = null;

/** Plays an announcement as callers hear it, in this browser; values that change are spoken with an example. */
export function PromptPlayer({ prompt, name }: { readonly prompt: Prompt; readonly name: string }) {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const report = useReportFailure();
  const [state, setState] = useState<"idle" | "loading" | "playing">("idle");
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const play = async (): Promise<void> => {
    stopPlaying?.();
    const loading = new AbortController();
    let url: string | null = null;
    const audio = new Audio();
    const end = () => {
      loading.abort();
      audio.pause();
      if (url !== null) URL.revokeObjectURL(url);
      if (stopPlaying === end) stopPlaying = null;
      setState("idle");
    };
    stop.current = end;
    stopPlaying = end;
    setState("loading");
    try {
      url = URL.createObjectURL(await readPromptSound(http, prompt.id, prompt.language, loading.signal));
      if (loading.signal.aborted) return;
      audio.addEventListener("ended", end, { once: true });
      audio.src = url;
      setState("playing");
      await audio.play();
    } catch (error) {
      if (loading.signal.aborted) return;
      end();
      report(error instanceof Failure ? error : new Failure("audio-unreadable", { cause: error }));
    }
  };
  const playing = state === "playing";
  return (
    <Button
      size="sm"
      icon={playing ? "pause" : "play"}
      isPending={state === "loading"}
      aria-label={t(playing ? "prompts.stop-name" : "prompts.play-name", { name })}
      onPress={() => (playing ? stop.current() : void play())}
      data-testid="prompt-play"
      data-playing={playing}
    >
      {t(playing ? "prompts.stop" : "prompts.play")}
    </Button>
  );
}
