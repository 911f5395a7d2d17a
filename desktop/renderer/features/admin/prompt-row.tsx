import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { promptSlots } from "../../../../shared/domain/prompt.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useNotify } from "../../ui/notices.tsx";
import { Tag } from "../../ui/tag.tsx";
import { type Prompt, removePrompt, uploadPrompt } from "./admin-api.ts";
import { PromptPlayer } from "./prompt-player.tsx";
import styles from "./prompts-panel.module.css";

/** One announcement in one language: its words, which voice wins, and how to change that. */
export function PromptRow({ prompt }: { readonly prompt: Prompt }) {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const queries = useQueryClient();
  const notify = useNotify();
  const report = useReportFailure();
  const [pending, setPending] = useState<"upload" | "remove" | null>(null);
  const { id, language, text, uploaded } = prompt;
  const languageName = t(`common:language.${language}`);
  const title = t(`prompt-title:${id}`, { defaultValue: id });

  const run = async (what: "upload" | "remove", act: () => Promise<void>, done: string): Promise<void> => {
    if (pending !== null) return;
    setPending(what);
    try {
      await act();
      await queries.invalidateQueries({ queryKey: ["prompts"] });
      notify({ tone: "good", title: done, key: `prompt-${id}-${language}` });
    } catch (error) {
      report(error);
    } finally {
      setPending(null);
    }
  };
  return (
    <li className={styles.row} data-testid="prompt-row" data-prompt={`${language}/${id}`} data-uploaded={uploaded}>
      <span className={styles.language}>{languageName}</span>
      <div>
        <p className={styles.text} lang={language === "zh" ? "zh-CN" : "en"}>
          <PromptText text={text} />
        </p>
        <p className={styles.source}>
          {uploaded ? (
            <Tag tone="brass" icon="microphone">
              {t("prompts.uploaded")}
            </Tag>
          ) : (
            <Tag icon="speaker">{t("prompts.spoken")}</Tag>
          )}
        </p>
      </div>
      <div className={styles.actions}>
        <PromptPlayer prompt={prompt} name={`${title}, ${languageName}`} />
        {uploaded ? (
          <Button
            size="sm"
            icon="trash"
            isPending={pending === "remove"}
            aria-label={t("prompts.remove-name", { id: title, language: languageName })}
            onPress={() => void run("remove", () => removePrompt(http, id, language), t("prompts.removed"))}
            data-testid="prompt-remove"
          >
            {t("prompts.remove")}
          </Button>
        ) : null}
        <label className={styles.upload} data-pending={pending === "upload"}>
          <Icon name="upload" size={14} />
          <span>{t(uploaded ? "prompts.replace" : "prompts.upload")}</span>
          <input
            type="file"
            accept=".wav,audio/wav,audio/x-wav"
            className={styles.file}
            disabled={pending !== null}
            aria-label={t("prompts.upload-name", { id: title, language: languageName })}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file again must be a change.
              event.target.value = "";
              if (file !== undefined) {
                void run("upload", () => uploadPrompt(http, id, language, file), t("prompts.saved"));
              }
            }}
            data-testid="prompt-file"
          />
        </label>
      </div>
    </li>
  );
}

/** The words with their values marked: `{money amountMinor currency}` is spoken as an amount. */
function PromptText({ text }: { readonly text: string }) {
  const { t } = useTranslation("admin");
  return splitAtSlots(text).map(({ text: words, kind }, index) =>
    kind === null ? (
      words
    ) : (
      <span key={`${kind}-${index}`} className={styles.slot}>
        {t(`slot.${kind}`, { defaultValue: kind })}
      </span>
    ),
  );
}

/** Words and value slots in the order in which they are spoken; `kind` is null for words. */
function splitAtSlots(text: string): readonly { readonly text: string; readonly kind: string | null }[] {
  const parts: { text: string; kind: string | null }[] = [];
  let from = 0;
  for (const { marker, kind } of promptSlots(text)) {
    const at = text.indexOf(marker, from);
    parts.push({ text: text.slice(from, at), kind: null }, { text: marker, kind });
    from = at + marker.length;
  }
  return [...parts, { text: text.slice(from), kind: null }];
}
