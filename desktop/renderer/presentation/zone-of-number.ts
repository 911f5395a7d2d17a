/** Countries in one zone, by calling code (ITU-T E.164 assignments, IANA tzdata). Those with several are left out: nobody can tell. */
const ZONES: Readonly<Record<string, string>> = {
  "20": "Africa/Cairo",
  "27": "Africa/Johannesburg",
  "30": "Europe/Athens",
  "31": "Europe/Amsterdam",
  "32": "Europe/Brussels",
  "33": "Europe/Paris",
  "36": "Europe/Budapest",
  "39": "Europe/Rome",
  "40": "Europe/Bucharest",
  "41": "Europe/Zurich",
  "43": "Europe/Vienna",
  "44": "Europe/London",
  "45": "Europe/Copenhagen",
  "46": "Europe/Stockholm",
  "47": "Europe/Oslo",
  "48": "Europe/Warsaw",
  "49": "Europe/Berlin",
  "60": "Asia/Kuala_Lumpur",
  "63": "Asia/Manila",
  "65": "Asia/Singapore",
  "66": "Asia/Bangkok",
  "81": "Asia/Tokyo",
  "82": "Asia/Seoul",
  "84": "Asia/Ho_Chi_Minh",
  "86": "Asia/Shanghai",
  "90": "Europe/Istanbul",
  "91": "Asia/Kolkata",
  "92": "Asia/Karachi",
  "94": "Asia/Colombo",
  "353": "Europe/Dublin",
  "358": "Europe/Helsinki",
  "420": "Europe/Prague",
  "421": "Europe/Bratislava",
  "852": "Asia/Hong_Kong",
  "853": "Asia/Macau",
  "880": "Asia/Dhaka",
  "886": "Asia/Taipei",
  "966": "Asia/Riyadh",
  "971": "Asia/Dubai",
  "972": "Asia/Jerusalem",
};

/** The IANA zone of an E.164 number, or null where the number does not tell. */
export function zoneOfNumber(e164: string): string | null {
  const digits = e164.replace(/^\+/, "");
  return ZONES[digits.slice(0, 3)] ?? ZONES[digits.slice(0, 2)] ?? null;
}
