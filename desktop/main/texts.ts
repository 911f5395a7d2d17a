import type { ConsoleState } from "../../shared/ipc/channels.ts";

export type ShellLanguage = ConsoleState["language"];

/** What the shell itself says; everything inside the window comes from the renderer's catalogue. */
const TEXTS = {
  en: {
    "state.signed-out": "Signed out",
    "state.not-ready": "Not ready",
    "state.ready": "Ready",
    "state.offered": "Call offered",
    "state.on-contact": "In a call",
    "state.wrap-up": "Wrapping up",
    "tray.show": "Show the console",
    "tray.ready": "Ready for calls",
    "tray.not-ready": "Not ready",
    "tray.quit": "Quit Cordboard",
    "offline.title": "The Cordboard server cannot be reached",
    "offline.retry": "Trying again every few seconds. Is the server running at this address?",
    "quit.title": "You are in a call",
    "quit.detail": "If you quit now, your side of the call ends. The customer stays connected to the server and waits.",
    "quit.stay": "Stay",
    "quit.quit": "Quit anyway",
  },
  zh: {
    "state.signed-out": "未登录",
    "state.not-ready": "未就绪",
    "state.ready": "就绪",
    "state.offered": "来电等待接听",
    "state.on-contact": "通话中",
    "state.wrap-up": "话后处理",
    "tray.show": "显示控制台",
    "tray.ready": "就绪接听",
    "tray.not-ready": "未就绪",
    "tray.quit": "退出 Cordboard",
    "offline.title": "无法连接 Cordboard 服务器",
    "offline.retry": "每隔几秒自动重试。请确认服务器正在此地址运行。",
    "quit.title": "您正在通话中",
    "quit.detail": "现在退出将结束您这一侧的通话，客户仍与服务器保持连接并等待。",
    "quit.stay": "留下",
    "quit.quit": "仍要退出",
  },
} as const satisfies Record<ShellLanguage, Record<string, string>>;

export type ShellTextKey = keyof (typeof TEXTS)["en"];

export function shellText(language: ShellLanguage, key: ShellTextKey): string {
  return TEXTS[language][key];
}

/** The shell's language until the console has told its own: the system's. */
export function languageOfLocale(locale: string): ShellLanguage {
  return /^zh(?:[-_]|$)/iu.test(locale) ? "zh" : "en";
}
