import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createInstance } from "i18next";
import type { ReactNode } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { CentreTimeZone } from "../../desktop/renderer/connection/centre-time-zone.tsx";
import { ConsoleClient } from "../../desktop/renderer/connection/console-client.ts";
import type { Connection } from "../../desktop/renderer/connection/connection.ts";
import { HttpClient } from "../../desktop/renderer/connection/http-client.ts";
import { ServerClock } from "../../desktop/renderer/connection/server-clock.ts";
import type { SocketListener, SocketPort } from "../../desktop/renderer/connection/socket-port.ts";
import { ConnectionContext } from "../../desktop/renderer/connection/use-connection.ts";
import { english } from "../../desktop/renderer/i18n/en.ts";
import { englishViews } from "../../desktop/renderer/i18n/en-views.ts";
import { chinese } from "../../desktop/renderer/i18n/zh.ts";
import { chineseViews } from "../../desktop/renderer/i18n/zh-views.ts";
import { NoticeRegion, NoticesContext } from "../../desktop/renderer/ui/notices.tsx";
import { createNoticeStore } from "../../desktop/renderer/ui/notice-store.ts";
import { ServerTimeContext } from "../../desktop/renderer/ui/server-time.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { Role } from "../../shared/domain/user.ts";
import type { AgentView, CommandName, CommandReply, ContactTimeline } from "../../shared/wire/console.ts";
import type { Wallboard } from "../../shared/wire/wallboard-schemas.ts";
import type { Hello } from "../../shared/wire/hello-schema.ts";
import type { WaitingLine } from "../../shared/wire/waiting-line-schema.ts";

export interface FakeCommand {
  readonly name: string;
  readonly args: unknown;
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An answer: `{ json }` with 200, `{ status }` alone, or `{ status, code }` of shared/errors. */
export interface FakeAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly code?: string;
}

interface ConsolePageOptions {
  readonly role?: Role;
  readonly language?: "en" | "zh";
  readonly now?: () => number;
  /** The view brings its own `main`, as a page of its own does. Default false: it stands in the console's. */
  readonly isPage?: boolean;
}

// jsdom has no CSS object; react-aria quotes ids with it.
if (Reflect.get(globalThis, "CSS") === undefined)
  Object.assign(globalThis, { CSS: { escape: (text: string) => text } });

/** Where no test sets the time: noon of a day in China. */
const NOON = Date.UTC(2026, 10, 21, 4);

/** The server as a view of the console sees it: pushes, commands and HTTP answers played by the test. */
export class ConsolePage implements SocketPort {
  readonly commands: FakeCommand[] = [];
  readonly requests: FakeRequest[] = [];
  readonly connection: Connection;
  readonly #now: () => number;
  readonly #language: "en" | "zh";
  readonly #isPage: boolean;
  readonly #replies = new Map<string, (args: unknown) => CommandReply | Promise<CommandReply>>();
  readonly #answers = new Map<string, (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>>();
  #listener: SocketListener | null = null;
  connected = false;

  constructor({ role = "supervisor", language = "en", now = () => NOON, isPage = false }: ConsolePageOptions = {}) {
    this.#now = now;
    this.#language = language;
    this.#isPage = isPage;
    const clock = new ServerClock(now);
    const client = new ConsoleClient({
      port: this,
      clock,
      kind: "wallboard",
      localNow: now,
      newId: () => "command-of-the-test",
      renderNow: (change) => change(),
      afterPaint: (callback) => callback(),
      onNotice: () => undefined,
      onBadPush: (event) => {
        throw new Error(`a push of the test does not fit its schema: ${event}`);
      },
    });
    const user = { userId: asId<UserId>("u-1"), login: "sun.li", displayName: "Sun Li", role, disabled: false };
    const http = new HttpClient({
      baseUrl: "http://127.0.0.1/",
      token: () => "token",
      fetch: (url, init) => this.#fetch(url, init),
    });
    this.connection = {
      session: { token: "token-of-the-test-0001", user, expiresAt: now() + 3_600_000 },
      http,
      client,
      clock,
    };
    client.open();
    this.goOnline();
  }

  readonly wrapper = ({ children }: { readonly children: ReactNode }) => {
    const store = createNoticeStore();
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    return (
      <I18nextProvider i18n={i18nOf(this.#language)}>
        <QueryClientProvider client={queries}>
          <NoticesContext value={store}>
            <ConnectionContext value={this.connection}>
              <ServerTimeContext value={this.#now}>
                <CentreTimeZone>{this.#isPage ? children : <main>{children}</main>}</CentreTimeZone>
                <NoticeRegion label="notices" dismissLabel="dismiss" />
              </ServerTimeContext>
            </ConnectionContext>
          </NoticesContext>
        </QueryClientProvider>
      </I18nextProvider>
    );
  };

  onCommand(name: CommandName, reply: (args: unknown) => CommandReply | Promise<CommandReply>): void {
    this.#replies.set(name, reply);
  }

  /** @param route e.g. `GET api/users` or `PATCH api/users/*` */
  onRequest(route: string, answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>): void {
    this.#answers.set(route, answer);
  }

  push(event: "wallboard", payload: Wallboard): void;
  push(event: "hello", payload: Hello): void;
  push(event: "waiting-line", payload: WaitingLine): void;
  push(event: "agent-view", payload: AgentView): void;
  push(event: "contact-timeline", payload: ContactTimeline): void;
  push(event: string, payload: unknown): void {
    this.#listener?.message(event, payload, () => undefined);
  }

  goOffline(): void {
    this.connected = false;
    this.#listener?.disconnected();
  }

  goOnline(): void {
    this.connected = true;
    this.#listener?.connected();
  }

  open(listener: SocketListener): void {
    this.#listener = listener;
  }

  close(): void {
    this.connected = false;
  }

  async request(_event: string, payload: unknown): Promise<unknown> {
    const { name, args } = payload as { readonly name: string; readonly args: unknown };
    this.commands.push({ name, args });
    return (await this.#replies.get(name)?.(args)) ?? { ok: true };
  }

  async #fetch(url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
    const { method = "GET", body } = init;
    const request = { method, path: pathname.slice(1), query: searchParams, body: readBody(body) };
    this.requests.push(request);
    const route = [...this.#answers.keys()].find((each) => matches(each, request));
    const answer = route === undefined ? undefined : await this.#answers.get(route)?.(request);
    const { status = answer?.code === undefined ? 200 : 500, json, code = "not-found" } = answer ?? { status: 404 };
    if (status === 204) return new Response(null, { status });
    return Response.json(json ?? (status < 400 ? {} : { code, message: code }), { status });
  }
}

/** Both languages at once and at once: a test does not wait for texts. */
function i18nOf(language: "en" | "zh") {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    resources: { en: { ...english, ...englishViews }, zh: { ...chinese, ...chineseViews } },
    defaultNS: "common",
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  return instance;
}

function readBody(body: BodyInit | null | undefined): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch (error) {
    // A CSV file is text, not JSON.
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

function matches(route: string, { method, path }: FakeRequest): boolean {
  const [wantedMethod, wantedPath = ""] = route.split(" ");
  if (wantedMethod !== method) return false;
  return wantedPath.endsWith("*") ? path.startsWith(wantedPath.slice(0, -1)) : path === wantedPath;
}
