import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import { STATES } from "../preview/states.ts";

freshConsoles();
/** Where no test is run. */
const THERE = "Pacific/Honolulu";

it.each([
  [
    "en",
    (time: string) => `${time} in Honolulu`,
    "Days and times here are the centre's (Honolulu), not this computer's.",
  ],
  [
    "zh",
    (time: string) => `夏威夷-阿留申标准时间 ${time}`,
    "此处的日期和时间均以呼叫中心所在地（夏威夷-阿留申标准时间）为准，而非本机时间。",
  ],
] as const)("a console far from the centre shows its clock (%s)", async (language, text, hint) => {
  const now = Date.now();
  const { server } = await openConsole(STATES["ready"]!(now), { language });
  expect(screen.queryByTestId("centre-clock")).toBeNull();
  act(() => server.emit("hello", { serverNow: now, timeZone: THERE, entryScripts: [] }));
  const clock = screen.getByTestId("centre-clock");
  const time = new Date(now).toLocaleTimeString("sv-SE", { timeZone: THERE, timeStyle: "short" });
  expect([clock.textContent, clock.title]).toEqual([text(time), hint]);
  // One that stands where the centre is has its own clock to look at.
  act(() =>
    server.emit("hello", {
      serverNow: now,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      entryScripts: [],
    }),
  );
  expect(screen.queryByTestId("centre-clock")).toBeNull();
});
