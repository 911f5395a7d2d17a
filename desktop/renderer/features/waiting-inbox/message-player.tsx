import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { voicemailSound } from "../../connection/waiting-api.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./waiting-inbox.module.css";

interface MessagePlayerProps {
  readonly voicemailId: string;
  readonly who: string;
  readonly lengthMs: number;
}

/** The sound is fetched when it is wanted: each play is written down by the server. */
export function MessagePlayer({ voicemailId, who, lengthMs }: MessagePlayerProps) {
  const { t } = useTranslation("waiting");
  const { http } = useConnection();
  const report = useReportFailure();
  const format = useFormat();
  const [url, setUrl] = useState<string | null>(null);
  const fetched = useMutation({
    mutationFn: () => voicemailSound(http, voicemailId),
    onSuccess: (sound) => setUrl(URL.createObjectURL(sound)),
    onError: report,
  });
  useEffect(() => {
    if (url === null) return;
    return () => URL.revokeObjectURL(url);
  }, [url]);
  if (url !== null) {
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a caller said has no written form here
      <audio
        className={styles.player}
        src={url}
        controls
        autoPlay
        aria-label={t("message-of", { name: who })}
        data-testid="voicemail-audio"
      />
    );
  }
  return (
    <Button
      size="sm"
      icon="play"
      isPending={fetched.isPending}
      aria-label={t("play-name", { name: who, length: format.duration(lengthMs) })}
      onPress={() => fetched.mutate()}
      data-testid="voicemail-play"
    >
      {t("play", { length: format.duration(lengthMs) })}
    </Button>
  );
}
