import { useTranslation } from "react-i18next";
import { nameIn } from "../../../i18n/name-in.ts";
import { Select } from "../../../ui/select.tsx";
import { useCalendars } from "./calendars.ts";

interface CalendarSelectProps {
  readonly label: string;
  readonly description?: string;
  /** What no calendar means. */
  readonly nobody: string;
  readonly value: string | null;
  readonly onChange: (calendarId: string | null) => void;
}

const NONE = "";

export function CalendarSelect({ label, description, nobody, value, onChange }: CalendarSelectProps) {
  const { i18n } = useTranslation("routing");
  const calendars = useCalendars();
  return (
    <Select
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value ?? NONE}
      options={[
        { value: NONE, label: nobody },
        ...calendars.map(({ calendarId, names }) => ({
          value: calendarId,
          label: nameIn(i18n.language, names, calendarId),
        })),
      ]}
      onChange={(calendarId) => onChange(calendarId === NONE ? null : calendarId)}
    />
  );
}
