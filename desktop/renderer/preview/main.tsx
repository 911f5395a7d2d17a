import "../ui/base.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { ROLES } from "../../../shared/domain/user.ts";
import { App } from "../app/app.tsx";
import { chooseTheme } from "../app/theme.ts";
import { saveSession } from "../connection/session-store.ts";
import { rememberTour, tourAsked } from "../features/tour/tour-memory.ts";
import { PhonePage } from "../features/webphone/phone-page.tsx";
import { addViewTexts, startI18n } from "../i18n/start-i18n.ts";
import { WallApp } from "../wallboard/wall-app.tsx";
import { boardOf } from "./board-of.ts";
import { fakeFetch, MOODS } from "./fake-fetch.ts";
import { answerAs } from "./gallery-answers.ts";
import { FakeMicrophone, type FakeMicrophoneState } from "./fake-microphone.ts";
import { FakePhonePort, fakeSoftphone } from "./fake-phone.ts";
import { FakeServer } from "./fake-server.ts";
import { FakeShell } from "./fake-shell.ts";
import { CONTACT, session } from "./fixtures.ts";
import { startRush, startShift } from "./measured-loads.ts";
import { agenda } from "./office-fixtures.ts";
import { phoneIn } from "./phone-states.ts";
import { STATES } from "./states.ts";
import { talkingStats } from "./talking-stats.ts";

/*
 * The gallery of states, for the development server only (it is no entry of the build):
 *   /preview/index.html?state=offered&lang=zh&theme=dark&role=agent&mic=ready&mood=fine&link=online#/desk
 * state: a name of states.ts, or `signed-out`; mic: ready | refused | missing; mood: fine | failing | loading | empty;
 * voice: good | fair | poor, some seconds into a call
 * who: long, the name of the person here
 * build: older, the server has newer pages than this one
 * zone: where the centre stands, e.g. Pacific/Honolulu; without it here
 * measure: rush (500 boards a second) | shift (a shift of calls, compressed); for the bench
 * plug: gone | forbidden | broken | replugged | unnamed | while-muted, what becomes of the microphone
 * link: online | reconnecting | woken | elsewhere | outdated | missed | not-reached; silent: 1, commands stay unanswered; refuse: a code that every command fails with; shell: 1 in the desktop shell
 * page: wall (queues, agents: how many; closed: the id of one) | phone (state: a name of phone-states.ts); without it the console
 */
const query = new URLSearchParams(location.search);
const now = Date.now();
const language = query.get("lang") === "zh" ? "zh" : "en";
const stateName = query.get("state") ?? "ready";
const role = ROLES.find((each) => each === query.get("role")) ?? "agent";
const measure = query.get("measure");
const mood = MOODS.find((each) => each === query.get("mood")) ?? "fine";
const microphones: readonly FakeMicrophoneState[] = ["ready", "refused", "missing"];
const microphone = new FakeMicrophone(microphones.find((each) => each === query.get("mic")) ?? "ready");
const fetchFake = fakeFetch(now, mood);
// What is asked without the console's own client: how healthy the server is.
window.fetch = fetchFake;

const signedIn = session(role, now);
if (query.get("who") === "long") signedIn.user.displayName = "Alexandra Featherstonehaugh-Cholmondeley";

// What the state before left: a muted microphone, a draft.
sessionStorage.clear();
chooseTheme(query.get("theme") === "dark" ? "dark" : "light");
saveSession(stateName === "signed-out" ? null : signedIn);
if (query.get("tour") === null) rememberTour(signedIn.user.userId);
else tourAsked.set(1);
if (query.get("shell") !== null) new FakeShell().install();
const server = new FakeServer((STATES[stateName] ?? STATES["ready"] ?? missing())(now));
server.timeZone = query.get("zone");
if (query.get("build") === "older") server.becomeNewer();
server.respond = answerAs(server, {
  ...{ board, now, refusal: query.get("refuse") },
  ...{ isSilent: query.get("silent") !== null, isTooEarly: mood === "early" },
});
const phone = new FakePhonePort();
const i18n = await startI18n(language);
const root = createRoot(document.getElementById("root") ?? missing());
const fakes = { port: () => server, fetch: fetchFake, createSoftphone: fakeSoftphone(phone, microphone) };
root.render(await page(query.get("page")));
if (measure === "rush") startRush(server, now);
if (measure === "shift") startShift(server, phone, now);

async function page(name: string | null): Promise<ReactNode> {
  if (name === "phone") {
    localStorage.setItem("cordboard.phone.language", language);
    localStorage.setItem("cordboard.phone.theme", query.get("theme") === "dark" ? "dark" : "light");
    return <PhonePage phone={await phoneIn(stateName, now)} />;
  }
  if (name === "wall") {
    // As its own page has it: dark whatever the desk prefers.
    document.documentElement.dataset["theme"] = "dark";
    await addViewTexts(i18n);
    requestAnimationFrame(playBoard);
    return (
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={new QueryClient()}>
          <WallApp fakes={fakes} />
        </QueryClientProvider>
      </I18nextProvider>
    );
  }
  requestAnimationFrame(playWhenStarted);
  return <App i18n={i18n} fakes={fakes} />;
}

/** The phone of the page registers when the console has started. */
function playWhenStarted(): void {
  if (document.querySelector("[data-registered=true]") === null) requestAnimationFrame(playWhenStarted);
  else play();
}

function board() {
  const closed = query.get("closed") ?? "sales";
  return boardOf({ queues: Number(query.get("queues") ?? 5), agents: Number(query.get("agents") ?? 12), now, closed });
}

/** The wall has no phone to wait for: its board comes with the connection. */
function playBoard(): void {
  if (!server.connected) {
    requestAnimationFrame(playBoard);
    return;
  }
  if (mood !== "loading") server.emit("wallboard", { ...board(), pbxConnected: stateName !== "pbx-gone" });
  if (query.get("link") === "reconnecting") server.drop();
}

function play(): void {
  if (measure === null) server.emit("agenda", { serverNow: now, entries: mood === "empty" ? [] : agenda(now) });
  if (role !== "agent" && measure === null && mood !== "loading") server.emit("wallboard", board());
  const phase = server.view.contact?.phase;
  const rings = phase === "connected" || phase === "dialing" || server.view.contact?.ringing === true;
  const monitorId = server.view.monitor?.monitorId;
  if (rings) phone.ring("call-1", CONTACT);
  else if (monitorId !== undefined) phone.ring("call-1", asId<ContactId>(monitorId));
  if (phase === "connected" || phase === "dialing" || server.view.monitor?.state === "live") phone.establish("call-1");
  changeMicrophone(query.get("plug"));
  const lossPercent = { good: 0, fair: 5, poor: 12 }[query.get("voice") ?? ""];
  if (lossPercent !== undefined) phone.measures = () => talkingStats(now, Date.now(), lossPercent);
  const link = query.get("link");
  if (link === "reconnecting") dropWhenLoaded();
  if (link === "elsewhere") server.emit("session-ended", { because: "signed-in-elsewhere" });
  if (link === "outdated") server.refuse("protocol-version-mismatch");
  if (link === "woken") wakeAfterDrop();
  const callback = { customerName: "林慧敏", number: "+8613800138001", attempt: 1, attemptsMax: 3 };
  const next = { ...callback, nextAttemptAt: now + 1_200_000 };
  if (link === "not-reached")
    server.emit("notice", { at: now, code: "callback-no-answer", severity: "warning", callback: next });
  if (link === "missed")
    server.emit("notice", { at: now, code: "offer-no-answer", severity: "warning", callback: null });
}

/** What becomes of the microphone in the call, or between two. */
function changeMicrophone(change: string | null): void {
  if (change === "gone") microphone.become("missing");
  if (change === "forbidden") microphone.become("refused");
  const isLost = change === "gone" || change === "forbidden" || change === "broken";
  const { contact, monitor, status } = server.view;
  if (isLost && (contact !== null || monitor !== null)) phone.loseMicrophone();
  // Nobody can be called who cannot be heard: so says the server.
  else if (isLost) server.push({ status: { ...status, state: "not-ready", reason: "phone-unreachable" } });
  if (change === "replugged") phone.changeMicrophone("Jabra Evolve2 65 (0b0e:0a67)");
  if (change === "unnamed") phone.changeMicrophone("");
  if (change === "while-muted") changeWhenMuted();
}

function changeWhenMuted(): void {
  if (document.querySelector("[data-muted=true]") === null) requestAnimationFrame(changeWhenMuted);
  else phone.changeMicrophone("Jabra Evolve2 65 (0b0e:0a67)");
}

/** As a computer that slept while its supervisor listened: the server has given up by the time the page is heard again. */
function wakeAfterDrop(): void {
  server.drop();
  phone.end("call-1");
  const { seq, status } = server.view;
  server.view = { ...server.view, seq: seq + 1, monitor: null, status: { ...status, state: "ready", reason: null } };
  setTimeout(() => server.connect());
}

/** What is lost is the connection of a view that had everything. */
function dropWhenLoaded(): void {
  if (document.querySelector('[data-testid="skeleton"]') === null) server.drop();
  else requestAnimationFrame(dropWhenLoaded);
}

function missing(): never {
  throw new Error("the gallery is not complete");
}
