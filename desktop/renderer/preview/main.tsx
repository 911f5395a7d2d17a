import "../ui/base.css";
import { createRoot } from "react-dom/client";
import { ROLES } from "../../../shared/domain/user.ts";
import { App } from "../app/app.tsx";
import { chooseTheme } from "../app/theme.ts";
import { saveSession } from "../connection/session-store.ts";
import { rememberTour, tourAsked } from "../features/tour/tour-memory.ts";
import { startI18n } from "../i18n/start-i18n.ts";
import { boardOf } from "./board-of.ts";
import { fakeFetch } from "./fake-fetch.ts";
import { type FakeMicrophone, FakePhonePort, fakeSoftphone } from "./fake-phone.ts";
import { FakeServer } from "./fake-server.ts";
import { CONTACT, session } from "./fixtures.ts";
import { startRush, startShift } from "./measured-loads.ts";
import { agenda } from "./office-fixtures.ts";
import { STATES } from "./states.ts";
import { talkingStats } from "./talking-stats.ts";

/*
 * The gallery of states, for the development server only (it is no entry of the build):
 *   /preview/index.html?state=offered&lang=zh&theme=dark&role=agent&mic=ready&mood=fine&link=online#/desk
 * state: a name of states.ts, or `signed-out`; mic: ready | refused | missing; mood: fine | failing | loading | empty;
 * voice: good | fair | poor, some seconds into a call
 * measure: rush (500 boards a second) | shift (a shift of calls, compressed); for the bench
 * link: online | reconnecting | elsewhere | missed
 */
const query = new URLSearchParams(location.search);
const now = Date.now();
const stateName = query.get("state") ?? "ready";
const role = ROLES.find((each) => each === query.get("role")) ?? "agent";
const measure = query.get("measure");
const moods = ["fine", "failing", "loading", "empty"] as const;
const mood = moods.find((each) => each === query.get("mood")) ?? "fine";
const microphones: readonly FakeMicrophone[] = ["ready", "refused", "missing"];
const microphone = microphones.find((each) => each === query.get("mic")) ?? "ready";

chooseTheme(query.get("theme") === "dark" ? "dark" : "light");
saveSession(stateName === "signed-out" ? null : session(role, now));
if (query.get("tour") === null) rememberTour(session(role, now).user.userId);
else tourAsked.set(1);
const server = new FakeServer((STATES[stateName] ?? STATES["ready"] ?? missing())(now));
const phone = new FakePhonePort();
const i18n = await startI18n(query.get("lang") === "zh" ? "zh" : "en");
const root = document.getElementById("root") ?? missing();
createRoot(root).render(
  <App
    i18n={i18n}
    fakes={{ port: () => server, fetch: fakeFetch(now, mood), createSoftphone: fakeSoftphone(phone, microphone) }}
  />,
);
playWhenStarted();
if (measure === "rush") startRush(server, now);
if (measure === "shift") startShift(server, phone, now);

/** The phone of the page registers when the console has started. */
function playWhenStarted(): void {
  if (document.querySelector("[data-registered=true]") === null) requestAnimationFrame(playWhenStarted);
  else play();
}

function play(): void {
  if (measure === null) server.emit("agenda", { serverNow: now, entries: mood === "empty" ? [] : agenda(now) });
  if (role !== "agent" && measure === null) server.emit("wallboard", boardOf({ queues: 5, agents: 12, now }));
  const phase = server.view.contact?.phase;
  if (phase === "offered" || phase === "connected" || phase === "dialing") phone.ring("call-1", CONTACT);
  if (phase === "connected" || phase === "dialing") phone.establish("call-1");
  const lossPercent = { good: 0, fair: 5, poor: 12 }[query.get("voice") ?? ""];
  if (lossPercent !== undefined) phone.measures = () => talkingStats(now, Date.now(), lossPercent);
  const link = query.get("link");
  if (link === "reconnecting") server.drop();
  if (link === "elsewhere") server.emit("session-ended", { because: "signed-in-elsewhere" });
  if (link === "missed") server.emit("notice", { at: now, code: "offer-no-answer", severity: "warning" });
}

function missing(): never {
  throw new Error("the gallery is not complete");
}
