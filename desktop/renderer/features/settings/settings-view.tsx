import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Label } from "react-aria-components/Label";
import { Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import { ringTone } from "../../audio/page-ring.ts";
import { usePhone } from "../../connection/phone-context.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { usePreferences } from "../../preferences/use-preferences.ts";
import { routeHash } from "../../navigation/route.ts";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { DesktopSection } from "./desktop-section.tsx";
import styles from "./settings-view.module.css";
import { type AudioDevice, useAudioDevices } from "./use-audio-devices.ts";

/** The system's own choice; no device has this id. */
const SYSTEM = "system";
const RING_TEST_MS = 2_300;

/** Language, look, calls, devices: kept on this machine, in effect at once. */
export function SettingsView({ appearance }: { readonly appearance: ReactNode }) {
  const { t } = useTranslation("settings");
  const [preferences, change] = usePreferences();
  const { microphones, speakers } = useAudioDevices();
  const { checkMicrophone } = usePhone();
  return (
    <Page title={t("title")} subtitle={t("subtitle")} data-testid="settings-view">
      <div className={styles.panels}>
        <Panel title={t("appearance")}>{appearance}</Panel>
        <Panel title={t("calls")}>
          <Switch
            label={t("auto-answer")}
            description={t("auto-answer-hint")}
            isSelected={preferences.autoAnswer}
            onChange={(autoAnswer) => change({ autoAnswer })}
            data-testid="auto-answer"
          />
        </Panel>
        <Panel
          title={t("devices")}
          aside={
            <a className={styles.check} href={routeHash({ view: "check" })} data-testid="to-check">
              {t("check")} <Kbd keys="G T" />
            </a>
          }
        >
          <div className={styles.fields}>
            <DeviceSelect
              label={t("microphone")}
              devices={microphones}
              value={preferences.microphoneId}
              onChange={(microphoneId) => {
                change({ microphoneId });
                checkMicrophone();
              }}
              data-testid="device-microphone"
            />
            <DeviceSelect
              label={t("speaker")}
              devices={speakers}
              value={preferences.speakerId}
              onChange={(speakerId) => change({ speakerId })}
              data-testid="device-speaker"
            />
            <DeviceSelect
              label={t("ringer")}
              description={t("ringer-hint")}
              devices={speakers}
              value={preferences.ringerId}
              onChange={(ringerId) => change({ ringerId })}
              data-testid="device-ringer"
            />
            <RingVolume
              volume={preferences.ringVolume}
              deviceId={preferences.ringerId}
              onChange={(ringVolume) => change({ ringVolume })}
            />
          </div>
        </Panel>
        <DesktopSection />
      </div>
    </Page>
  );
}

interface DeviceSelectProps {
  readonly label: string;
  readonly description?: string;
  readonly devices: readonly AudioDevice[];
  readonly value: string | null;
  readonly onChange: (deviceId: string | null) => void;
  readonly "data-testid": string;
}

function DeviceSelect({ label, description, devices, value, onChange, ...rest }: DeviceSelectProps) {
  const { t } = useTranslation("settings");
  const options = [
    { value: SYSTEM, label: t("system-device") },
    ...devices.map(({ deviceId, label: name }) => ({ value: deviceId, label: name })),
  ];
  // Chosen once, unplugged now: kept, because it will be plugged in again.
  if (value !== null && !devices.some(({ deviceId }) => deviceId === value))
    options.push({ value, label: t("absent-device") });
  return (
    <Select
      label={label}
      {...(description === undefined ? {} : { description })}
      options={options}
      value={value ?? SYSTEM}
      onChange={(chosen) => onChange(chosen === SYSTEM ? null : chosen)}
      {...rest}
    />
  );
}

interface RingVolumeProps {
  readonly volume: number;
  readonly deviceId: string | null;
  readonly onChange: (volume: number) => void;
}

function RingVolume({ volume, deviceId, onChange }: RingVolumeProps) {
  const { t } = useTranslation("settings");
  const format = useFormat();
  useEffect(() => () => ringTone.stop(), []);
  const test = () => {
    ringTone.start(volume, deviceId);
    setTimeout(() => ringTone.stop(), RING_TEST_MS);
  };
  return (
    <div className={styles.volume}>
      <Slider
        value={volume}
        onChange={(value) => onChange(typeof value === "number" ? value : (value[0] ?? 0))}
        minValue={0}
        maxValue={1}
        step={0.05}
        className={styles.slider}
      >
        <Label className={styles.label}>{t("ring-volume")}</Label>
        <SliderOutput className={styles.output}>{format.percent(volume)}</SliderOutput>
        <SliderTrack className={styles.track}>
          <SliderThumb className={styles.thumb} />
        </SliderTrack>
      </Slider>
      <Button icon="bell" onPress={test}>
        {t("ring-test")}
      </Button>
    </div>
  );
}
