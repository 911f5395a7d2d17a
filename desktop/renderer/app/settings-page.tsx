import { SettingsView } from "../features/settings/settings-view.tsx";
import { AppearanceSettings } from "./appearance-settings.tsx";

export function SettingsPage() {
  return <SettingsView appearance={<AppearanceSettings />} />;
}
