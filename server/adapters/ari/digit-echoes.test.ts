import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DigitEchoes } from "./digit-echoes.ts";

const taken = (events: readonly (readonly [digit: string, durationMs: number, releasedAt: number])[]) => {
  const echoes = new DigitEchoes();
  return events
    .filter(([digit, durationMs, at]) => !echoes.isEcho("c", digit, durationMs, at))
    .map(([digit]) => digit)
    .join("");
};

/** What Asterisk 22.10 reported: digit, milliseconds since the first one, and the duration it told. */
const recorded = (trace: string) =>
  trace.split(" ").map((event) => {
    const [digit = "", at = "", duration = ""] = event.split(/[@/]/u);
    return [digit, Number(duration), Number(at)] as const;
  });

describe("each digit of a recorded caller is taken once", () => {
  it.each([
    [
      "40 ms between the keys",
      "0011223344556677#",
      "0@0/100 0@141/100 1@281/100 1@286/100 1@421/100 1@431/100 2@562/100 2@577/100 2@702/100 2@722/100 3@842/100 3@868/100 3@983/100 3@1013/100 4@1123/100 4@1159/100 4@1263/100 4@1305/100 5@1405/100 5@1455/100 5@1547/100 5@1600/100 6@1691/100 6@1745/100 6@1831/100 6@1890/100 7@1979/100 7@2039/100 7@2123/100 7@2184/100 #@2267/100 #@2329/100",
    ],
    [
      "20 ms between the keys: echoes are a whole digit behind",
      "0011223344556677#",
      "0@0/100 0@120/100 1@240/100 1@265/100 1@361/100 1@410/100 2@483/100 2@556/100 2@603/100 2@701/100 3@723/100 3@846/100 3@846/100 3@991/100 4@991/100 4@1136/100 4@1136/100 4@1281/100 5@1282/100 5@1434/100 5@1435/100 5@1580/100 6@1580/100 6@1725/100 6@1725/100 6@1870/100 7@1870/100 7@2015/100 7@2015/100 7@2160/100 #@2160/100 #@2305/100",
    ],
    [
      "50 ms between the keys, a crowded machine",
      "0918273645*#",
      "0@0/100 9@185/100 1@352/100 8@544/100 2@736/100 7@890/100 3@1042/100 6@1200/100 4@1359/100 5@1510/100 5@1541/100 *@1663/100 *@1693/100 #@1825/100 #@1867/100",
    ],
    [
      "40 ms between the keys, a crowded machine",
      "0918273645*#",
      "0@0/100 9@150/100 1@291/100 8@437/100 8@454/100 2@655/100 2@700/100 7@747/100 7@852/100 3@886/100 3@1001/100 6@1022/100 6@1172/100 4@1178/100 4@1346/100 5@1346/100 5@1518/100 *@1552/100 *@1682/100 #@1682/100 #@1834/100",
    ],
    [
      "20 ms between the keys, a crowded machine",
      "0918273645*#",
      "0@0/100 9@123/100 1@248/100 1@274/100 8@375/100 8@423/100 2@501/100 2@571/100 7@624/100 7@720/100 3@745/100 3@903/100 6@904/100 6@1071/100 4@1149/100 4@1222/100 5@1274/100 5@1379/100 *@1424/100 *@1538/100 #@1538/100 #@1697/100",
    ],
    [
      "the same keys twice, 20 ms between them, a crowded machine",
      "0011223344556677#",
      "0@0/100 0@126/100 1@274/100 1@423/100 2@554/100 2@568/100 2@724/100 2@769/100 3@880/100 3@1105/100 3@1105/100 3@1335/100 4@1335/100 4@1484/100 4@1484/100 4@1635/100 5@1635/100 5@1830/100 5@1830/100 5@2142/100 6@2142/100 6@2530/100 6@2530/100 6@2684/100 7@2684/100 7@2917/100 7@2917/100 7@3126/100 #@3126/100 #@3273/100",
    ],
    [
      "40 ms between the keys while a prompt plays: no echoes",
      "0011223344556677#",
      "0@0/160 0@131/160 1@263/160 1@395/160 2@527/160 2@664/160 3@796/160 3@928/160 4@1069/140 4@1193/160 5@1325/160 5@1456/180 6@1588/160 6@1720/160 7@1873/160 7@2004/160 #@2136/160",
    ],
    [
      "a prompt on a crowded machine",
      "0011223344556677#",
      "0@0/100 0@170/160 1@307/120 1@554/120 2@669/100 2@1005/100 3@1005/100 3@1148/100 4@1252/120 4@1400/100 5@1558/140 5@1715/180 6@1885/120 6@2144/160 7@2307/180 7@2498/100 #@2733/100",
    ],
  ])("%s", (_what, digits, trace) => {
    expect(taken(recorded(trace))).toBe(digits);
  });
});

it("loses no press of whoever leaves the pause that Asterisk wants, however often the same key", () => {
  const press = fc.record({
    digit: fc.constantFrom("1", "2"),
    toneMs: fc.integer({ min: 40, max: 200 }),
    pauseMs: fc.integer({ min: 45, max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
      let at = 0;
      const events = presses.map(({ digit, toneMs, pauseMs }) => {
        at += pauseMs + toneMs;
        return [digit, toneMs, at] as const;
      });
      expect(taken(events)).toBe(presses.map(({ digit }) => digit).join(""));
    }),
  );
});

const FRAME_MS = 20;

/** `__ast_read` with a voice frame every 20 ms: what it reports for tones that begin and end at these times. */
function asteriskReports(tones: readonly { readonly digit: string; readonly from: number; readonly to: number }[]) {
  const reported: (readonly [string, number, number])[] = [];
  // `lastAt`: when the last digit began or ended. `madeUpMs` 0: it has ended, and the next voice frame says so.
  let [lastAt, madeUpMs, isMakingUp, isInDigit] = [Number.NEGATIVE_INFINITY, 0, false, false];
  const putBack: { readonly digit: string; readonly ms: number }[] = [];
  const end = (digit: string, ms: number, now: number) => {
    reported.push([digit, ms, now]);
    if (isMakingUp || (!isInDigit && now - lastAt < 45)) putBack.push({ digit, ms });
    else if (!isInDigit) [isMakingUp, madeUpMs, lastAt] = [true, Math.max(ms, 80), now];
    // A short one is made longer, by what it lacks since its beginning.
    else if (ms < 80) [isMakingUp, madeUpMs, isInDigit] = [true, 80 - ms, false];
    else [lastAt, isInDigit] = [now, false];
  };
  for (let now = 0; now <= 20_000; now += 1) {
    if (now % FRAME_MS === 0 && isMakingUp) {
      if (madeUpMs === 0) isMakingUp = false;
      else if (!isInDigit && now - lastAt >= madeUpMs) [madeUpMs, lastAt] = [0, now];
    }
    if (!isMakingUp && now - lastAt >= 45) {
      const next = putBack.shift();
      if (next !== undefined) end(next.digit, next.ms, now);
    }
    for (const { digit, from, to } of tones) {
      if (to === now) end(digit, to - from, now);
      if (from === now && !isMakingUp && now - lastAt >= 45) [isInDigit, lastAt] = [true, now];
    }
  }
  return reported;
}

/** How much one press differs from another of the same caller. */
const HAND_MS = 10;

it.each([
  ["dialling machines", { min: 80, max: 120 }, { min: 15, max: 120 }],
  ["the fastest hands, ten digits a second and more", { min: 50, max: 120 }, { min: 40, max: 120 }],
])("takes each digit of %s once, as Asterisk's own rules report them", (_who, toneMs, pauseMs) => {
  const caller = fc.record({ toneMs: fc.integer(toneMs), pauseMs: fc.integer(pauseMs) });
  const press = fc.record({
    digit: fc.constantFrom("1", "2", "3"),
    longerMs: fc.integer({ min: 0, max: HAND_MS }),
    laterMs: fc.integer({ min: 0, max: HAND_MS }),
  });
  fc.assert(
    fc.property(caller, fc.array(press, { maxLength: 20 }), (hand, presses) => {
      let at = 100;
      const tones = presses.map(({ digit, longerMs, laterMs }) => {
        const from = at + hand.pauseMs + laterMs;
        at = from + hand.toneMs + longerMs;
        return { digit, from, to: at };
      });
      expect(taken(asteriskReports(tones))).toBe(presses.map(({ digit }) => digit).join(""));
    }),
    { numRuns: 500 },
  );
});

it("keeps every channel to itself, and none after its end", () => {
  const echoes = new DigitEchoes();
  expect(echoes.isEcho("a", "1", 80, 1_000)).toBe(false);
  expect(echoes.isEcho("a", "1", 80, 1_125)).toBe(false);
  expect(echoes.isEcho("b", "1", 80, 1_126)).toBe(false);
  expect(echoes.isEcho("a", "2", 80, 1_127)).toBe(false);
  echoes.forget("a");
  expect(echoes.isEcho("a", "2", 80, 1_130)).toBe(false);
});

it("while something plays every report is a key, bunched ones and the same key twice too", () => {
  const echoes = new DigitEchoes();
  const isEcho = (digit: string, at: number) => echoes.isEcho("c", digit, 60, at);
  echoes.playbackBegun("c", "question");
  echoes.playbackBegun("c", "silence");
  echoes.playbackOver("c", "question");
  expect([isEcho("7", 0), isEcho("7", 1), isEcho("8", 2), isEcho("7", 3)]).toEqual([false, false, false, false]);
  echoes.playbackOver("c", "silence");
  expect([isEcho("1", 1_000), isEcho("1", 1_001)]).toEqual([false, true]);
});
