import type { ConsoleState } from "../../shared/ipc/channels.ts";

export type ShellLanguage = ConsoleState["language"];

/** What the shell itself says; everything inside the window comes from the renderer's catalogue. */
const TEXTS = {
  en: {
    "state.signed-out": "Signed out",
    "state.not-ready": "Not ready",
    "state.ready": "Ready",
    "state.offered": "Incoming call",
    "state.on-contact": "On a call",
    "state.wrap-up": "Wrap-up",
    "state.muted": "muted",
    "tray.show": "Show the console",
    "tray.ready": "Ready for calls",
    "tray.not-ready": "Not ready",
    "tray.settings": "Settings…",
    "tray.logs": "Open the log folder",
    "tray.update": "Restart with the new version",
    "tray.quit": "Quit Cordboard",
    "notice.title": "A call is offered to you",
    "notice.unknown": "Unknown caller",
    "offline.title": "The Cordboard server cannot be reached",
    "offline.detail": "Trying again every few seconds. Is the server running at this address?",
    "crashed.title": "The console has stopped several times in a row",
    "crashed.detail":
      "A call you were in goes on: the customer hears music until you are back. The log folder, in the tray's menu, says what happened.",
    "local.retry": "Try again now",
    "connect.label": "Address of the server",
    "connect.button": "Use this address",
    "connect.problem":
      "Enter an address that begins with https:// (http:// only for this machine), without a password.",
    "hang.title": "The console does not answer",
    "hang.detail":
      "You are in a call and can go on talking. If you restart the console, your voice is away for a few seconds and you are put back into the call.",
    "hang.wait": "Wait",
    "hang.reload": "Restart the console",
    "failed.title": "Cordboard cannot start",
    "main-crash.detail": "The program met an error it could not handle. A report lies in the log folder.",
    "quit.title": "You are in a call",
    "quit.detail": "If you quit now, your side of the call ends. The customer stays connected to the server and waits.",
    "quit.stay": "Stay",
    "quit.go": "Quit anyway",
    "reload.detail":
      "If the page is loaded anew, your voice is away for a few seconds and you are put back into the call.",
    "reload.go": "Load anew",
  },
  zh: {
    "state.signed-out": "未签入",
    "state.not-ready": "示忙",
    "state.ready": "就绪",
    "state.offered": "来电",
    "state.on-contact": "通话中",
    "state.wrap-up": "话后处理",
    "state.muted": "已静音",
    "tray.show": "显示控制台",
    "tray.ready": "就绪",
    "tray.not-ready": "示忙",
    "tray.settings": "设置…",
    "tray.logs": "打开日志文件夹",
    "tray.update": "重启并使用新版本",
    "tray.quit": "退出 Cordboard",
    "notice.title": "有来电等待您接听",
    "notice.unknown": "未知来电",
    "offline.title": "无法连接 Cordboard 服务器",
    "offline.detail": "每隔几秒自动重试。请确认服务器正在此地址运行。",
    "crashed.title": "控制台连续多次停止运行",
    "crashed.detail": "进行中的通话不会中断：在您回来之前，客户会听到音乐。原因记录在日志文件夹中，可从托盘菜单打开。",
    "local.retry": "立即重试",
    "connect.label": "服务器地址",
    "connect.button": "使用此地址",
    "connect.problem": "请输入以 https:// 开头的地址（仅本机可用 http://），且不含密码。",
    "hang.title": "控制台没有响应",
    "hang.detail": "您正在通话中，可以继续交谈。如果重启控制台，您的声音会中断几秒，然后自动回到通话。",
    "hang.wait": "等待",
    "hang.reload": "重启控制台",
    "failed.title": "Cordboard 无法启动",
    "main-crash.detail": "程序遇到无法处理的错误，报告已保存在日志文件夹中。",
    "quit.title": "您正在通话中",
    "quit.detail": "现在退出将结束您这一侧的通话，客户仍与服务器保持连接并等待。",
    "quit.stay": "留下",
    "quit.go": "仍要退出",
    "reload.detail": "重新加载页面时，您的声音会中断几秒，然后自动回到通话。",
    "reload.go": "重新加载",
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
