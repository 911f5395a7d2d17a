import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Role } from "../../shared/domain/user.ts";
import type { AgentView } from "../../shared/wire/console.ts";
import { App } from "../../desktop/renderer/app/app.tsx";
import { saveSession } from "../../desktop/renderer/connection/session-store.ts";
import { rememberTour } from "../../desktop/renderer/features/tour/tour-memory.ts";
import { startI18n } from "../../desktop/renderer/i18n/start-i18n.ts";
import { fakeFetch } from "../../desktop/renderer/preview/fake-fetch.ts";
import { FakeMicrophone, type FakeMicrophoneState } from "../../desktop/renderer/preview/fake-microphone.ts";
import { FakePhonePort, fakeSoftphone } from "../../desktop/renderer/preview/fake-phone.ts";
import { FakeServer } from "../../desktop/renderer/preview/fake-server.ts";
import { CONTACT, session } from "../../desktop/renderer/preview/fixtures.ts";

interface ConsoleOptions {
  readonly role?: Role;
  readonly microphone?: FakeMicrophoneState;
  readonly hash?: string;
  readonly language?: "en" | "zh";
  readonly fetch?: typeof fetch;
  /** Whether a call that is in the view has been answered on the line. Default true. */
  readonly answered?: boolean;
  /** A person who is here for the first time. */
  readonly firstTime?: boolean;
}

/** The whole console on a fake server and a fake line, signed in. */
export async function openConsole(first: AgentView, options: ConsoleOptions = {}) {
  const { role = "agent", microphone = "ready", hash = "#/desk", language = "en", answered = true } = options;
  const now = first.serverNow;
  const who = session(role, now);
  saveSession(who);
  if (options.firstTime !== true) rememberTour(who.user.userId);
  location.hash = hash;
  const server = new FakeServer(first);
  const phone = new FakePhonePort();
  const fakeMicrophone = new FakeMicrophone(microphone);
  const i18n = await startI18n(language);
  const fakes = {
    port: () => server,
    fetch: options.fetch ?? fakeFetch(now),
    createSoftphone: fakeSoftphone(phone, fakeMicrophone),
  };
  const { container, unmount } = render(<App i18n={i18n} fakes={fakes} />);
  await screen.findByTestId("agent-state");
  const phase = first.contact?.phase;
  if (answered && (phase === "connected" || phase === "dialing")) {
    act(() => phone.ring("1", CONTACT));
    act(() => phone.establish("1"));
  }
  const push = (change: Partial<AgentView>) => act(async () => server.push(change));
  return { server, phone, microphone: fakeMicrophone, user: userEvent.setup(), container, unmount, push };
}
