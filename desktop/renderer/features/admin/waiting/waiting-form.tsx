import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { SettingRevision } from "../../../../../shared/domain/setting-revision.ts";
import {
  CALLBACK_ORDERS,
  LAST_AGENT_WAIT_MAX_MS,
  LAST_AGENT_WITHIN_DAYS,
  WAITING_CHOICES,
  type WaitingChoice,
  type WaitingOptions,
} from "../../../../../shared/domain/waiting.ts";
import { WaitingOptionsSchema } from "../../../../../shared/wire/waiting-schemas.ts";
import { useConnection } from "../../../connection/use-connection.ts";
import { Banner } from "../../../ui/banner.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Select } from "../../../ui/select.tsx";
import { Switch } from "../../../ui/switch.tsx";
import { NumberField } from "../routing/number-field.tsx";
import routing from "../routing/routing.module.css";
import { saveOver } from "../../../connection/save-over.ts";
import { SettingsBar } from "../settings-bar.tsx";
import { TypedNumbersContext } from "../typed-numbers.ts";
import { useFormDraft } from "../use-form-draft.ts";
import { useSaving } from "../use-saving.ts";
import { saveWaiting } from "./waiting-api.ts";

const KEYS = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] as const;

interface WaitingFormProps {
  readonly options: WaitingOptions;
  readonly changed: SettingRevision["changed"];
  /** The queue's options as they are saved now. @throws Failure */
  readonly readAgain: () => Promise<{ readonly value: WaitingOptions | null; readonly revision: number }>;
  readonly onSaved: () => void;
}

/** One queue's keys, announcements, callbacks and messages. */
export function WaitingForm({ options, changed, readAgain, onSaved }: WaitingFormProps) {
  const { t } = useTranslation("waiting-options");
  const { http } = useConnection();
  const saving = useSaving();
  const form = useFormDraft({ form: `waiting/${options.queueId}`, schema: WaitingOptionsSchema, saved: options });
  const { change } = form;
  const draft = form.value ?? options;
  const isTwice = new Set(draft.keys.map(({ key }) => key)).size < draft.keys.length;
  const save = () =>
    saving.run(async () => {
      if (!(await saveOver(form, readAgain, (revision) => saveWaiting(http, draft, revision)))) return null;
      form.settle(draft);
      onSaved();
      return t("saved");
    });
  return (
    <TypedNumbersContext value={form.numbers}>
      <div className={routing.form} data-testid="waiting-form">
        <SettingsBar
          name="waiting"
          effect={t("effect")}
          saving={saving}
          draft={form}
          changed={changed}
          isInvalid={isTwice}
          onSave={() => void save()}
        />
        {isTwice ? <Banner tone="warning">{t("key-twice")}</Banner> : null}
        <Panel title={t("while-waiting")}>
          <div className={routing.fields}>
            <Switch
              label={t("announces-wait")}
              description={t("announces-wait-hint")}
              isSelected={draft.announcesWait}
              onChange={(announcesWait) => change({ ...draft, announcesWait })}
            />
            {WAITING_CHOICES.map((choice) => (
              <KeySelect key={choice} choice={choice} options={draft} onChange={change} />
            ))}
          </div>
        </Panel>
        <LastAgentField options={draft} onChange={change} />
        <CallbackFields options={draft} onChange={change} />
        <VoicemailFields options={draft} onChange={change} />
      </div>
    </TypedNumbersContext>
  );
}

interface PartProps {
  readonly options: WaitingOptions;
  readonly onChange: (options: WaitingOptions) => void;
}

function KeySelect({ choice, options, onChange }: PartProps & { readonly choice: WaitingChoice }) {
  const { t } = useTranslation("waiting-options");
  const others = options.keys.filter((each) => each.choice !== choice);
  return (
    <Select
      label={t(`choice.${choice}`)}
      value={KEYS.find((key) => key === (options.keys.find((each) => each.choice === choice)?.key ?? "")) ?? ""}
      options={KEYS.map((key) => ({ value: key, label: key === "" ? t("no-key") : t("key", { key }) }))}
      onChange={(key) => onChange({ ...options, keys: key === "" ? others : [...others, { key, choice }] })}
      data-testid={`key-${choice}`}
    />
  );
}

/** What it does takes a few sentences: beside the number, not below it in a column of few words. */
function LastAgentField({ options, onChange }: PartProps) {
  const { t } = useTranslation("waiting-options");
  const hintId = useId();
  return (
    <Panel title={t("last-agent")}>
      <div className={routing.explained}>
        <NumberField
          name="last-agent-seconds"
          label={t("last-agent-seconds")}
          aria-describedby={hintId}
          value={options.lastAgentWaitMs / 1_000}
          min={0}
          max={LAST_AGENT_WAIT_MAX_MS / 1_000}
          onChange={(seconds) => onChange({ ...options, lastAgentWaitMs: seconds * 1_000 })}
          data-testid="last-agent-seconds"
        />
        <p id={hintId} className={routing.effect}>
          {t("last-agent-hint", { days: LAST_AGENT_WITHIN_DAYS })}
        </p>
      </div>
    </Panel>
  );
}

function CallbackFields({ options, onChange }: PartProps) {
  const { t } = useTranslation("waiting-options");
  const { callback } = options;
  const edit = (change: Partial<WaitingOptions["callback"]>): void =>
    onChange({ ...options, callback: { ...callback, ...change } });
  return (
    <Panel title={t("callback")}>
      <div className={routing.fields}>
        <Select
          label={t("order")}
          description={t(`order-hint.${callback.order}`)}
          value={callback.order}
          options={CALLBACK_ORDERS.map((value) => ({ value, label: t(`order-is.${value}`) }))}
          onChange={(order) => edit({ order })}
        />
        <NumberField
          name="attempts"
          label={t("attempts")}
          value={callback.attemptsMax}
          min={1}
          max={5}
          onChange={(attemptsMax) => edit({ attemptsMax })}
          data-testid="callback-attempts"
        />
        <NumberField
          name="retry-minutes"
          label={t("retry-minutes")}
          value={callback.retryAfterMs / 60_000}
          min={1}
          max={1_440}
          onChange={(minutes) => edit({ retryAfterMs: minutes * 60_000 })}
        />
        <NumberField
          name="ring-seconds"
          label={t("ring-seconds")}
          value={callback.ringTimeoutMs / 1_000}
          min={10}
          max={60}
          onChange={(seconds) => edit({ ringTimeoutMs: seconds * 1_000 })}
        />
      </div>
    </Panel>
  );
}

function VoicemailFields({ options, onChange }: PartProps) {
  const { t } = useTranslation("waiting-options");
  const { voicemail } = options;
  const edit = (change: Partial<WaitingOptions["voicemail"]>): void =>
    onChange({ ...options, voicemail: { ...voicemail, ...change } });
  return (
    <Panel title={t("voicemail")}>
      <div className={routing.fields}>
        <NumberField
          name="length-seconds"
          label={t("length-seconds")}
          value={voicemail.lengthMaxMs / 1_000}
          min={10}
          max={600}
          onChange={(seconds) => edit({ lengthMaxMs: seconds * 1_000 })}
          data-testid="length-seconds"
        />
        <NumberField
          name="silence-seconds"
          label={t("silence-seconds")}
          description={t("silence-hint")}
          value={voicemail.silenceEndsMs / 1_000}
          min={2}
          max={30}
          onChange={(seconds) => edit({ silenceEndsMs: seconds * 1_000 })}
        />
        <NumberField
          name="keep-days"
          label={t("keep-days")}
          description={t("keep-hint")}
          value={voicemail.keepDays}
          min={1}
          max={3_650}
          onChange={(keepDays) => edit({ keepDays })}
        />
      </div>
    </Panel>
  );
}
