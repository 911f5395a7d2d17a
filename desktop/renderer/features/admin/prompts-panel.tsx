import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../connection/use-connection.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { type Prompt, readPrompts } from "./admin-api.ts";
import { PromptRow } from "./prompt-row.tsx";
import styles from "./prompts-panel.module.css";
import { QueryState } from "./query-state.tsx";

/** What callers hear, in both languages: the computer's voice, or a recording that was uploaded and then wins. */
export function PromptsPanel() {
  const { t } = useTranslation("admin");
  const { http } = useConnection();
  const titleOf = (id: string) => t(`prompt-title:${id}`, { defaultValue: id });
  const [search, setSearch] = useState("");
  const prompts = useQuery({ queryKey: ["prompts"], queryFn: ({ signal }) => readPrompts(http, signal) });
  return (
    <div className={styles.panel}>
      <p className={styles.rule}>{t("prompts.rule")}</p>
      <div className={styles.search}>
        <SearchField label={t("prompts.search")} value={search} onChange={setSearch} data-testid="prompt-search" />
      </div>
      <QueryState query={prompts}>{(all) => <PromptList groups={grouped(all, search, titleOf)} />}</QueryState>
    </div>
  );
}

function PromptList({ groups }: { readonly groups: readonly (readonly [string, readonly Prompt[]])[] }) {
  const { t } = useTranslation("admin");
  if (groups.length === 0) return <EmptyState icon="speaker" title={t("prompts.none")} hint={t("prompts.none-hint")} />;
  return (
    <ul className={styles.list} data-testid="prompts">
      {groups.map(([id, prompts]) => (
        <li key={id}>
          <Panel title={t(`prompt-title:${id}`, { defaultValue: id })} aside={<code className={styles.id}>{id}</code>}>
            <ul className={styles.languages}>
              {prompts.map((prompt) => (
                <PromptRow key={prompt.language} prompt={prompt} />
              ))}
            </ul>
          </Panel>
        </li>
      ))}
    </ul>
  );
}

/** Prompts by id in the server's order; a match in one language shows both. */
function grouped(
  prompts: readonly Prompt[],
  search: string,
  titleOf: (id: string) => string,
): readonly (readonly [string, readonly Prompt[]])[] {
  const wanted = search.trim().toLocaleLowerCase();
  const groups = new Map<string, Prompt[]>();
  for (const prompt of prompts) groups.set(prompt.id, [...(groups.get(prompt.id) ?? []), prompt]);
  return [...groups].filter(([id, list]) =>
    [id, titleOf(id), ...list.map(({ text }) => text)].some((words) => words.toLocaleLowerCase().includes(wanted)),
  );
}
