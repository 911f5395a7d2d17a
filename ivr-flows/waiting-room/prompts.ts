import type { PromptDefinition } from "../../shared/domain/prompt.ts";

/** What a caller hears around the queue. Played by the application, not by a flow. */
export const waitingRoomPrompts = [
  {
    id: "queue-position",
    texts: { en: "You are number {count position} in the queue.", zh: "您目前排在第{count position}位。" },
  },
  {
    id: "queue-position-over",
    texts: {
      en: "More than {count callers} callers are ahead of you.",
      zh: "您前面还有{count callers}位以上的来电者。",
    },
  },
  {
    id: "queue-estimated-wait",
    texts: {
      en: "Your wait will be {minutes minutesLow minutesHigh}.",
      zh: "预计等候时间{minutes minutesLow minutesHigh}。",
    },
  },
  {
    id: "queue-estimated-wait-over",
    texts: {
      en: "Your wait will be more than {count minutes} minutes.",
      zh: "预计等候时间超过{count minutes}分钟。",
    },
  },
  {
    id: "waiting-press-callback",
    texts: {
      en: "To keep your place and be called back, press {digits key}.",
      zh: "如需保留位置并由我们回电，请按{digits key}。",
    },
  },
  {
    id: "waiting-press-voicemail",
    texts: { en: "To leave a message, press {digits key}.", zh: "如需留言，请按{digits key}。" },
  },
  {
    id: "callback-confirm-number",
    texts: {
      en: "We will call you back on {digits number}. Press 1 if that is right, 2 for another number, or star to keep waiting.",
      zh: "我们将回拨{digits number}。确认请按一，更换号码请按二，继续等候请按星号键。",
    },
  },
  {
    id: "callback-type-number",
    texts: {
      en: "Please type the number we should call, then press the hash key. Press star to keep waiting.",
      zh: "请输入回电号码，按井号键结束。继续等候请按星号键。",
    },
  },
  {
    id: "callback-number-refused",
    texts: {
      en: "We cannot call that number. Please type another one, then press the hash key.",
      zh: "无法回拨该号码，请输入其他号码，按井号键结束。",
    },
  },
  {
    id: "callback-promised",
    texts: {
      en: "Thank you. You keep your place in the queue, and we will call you when it is your turn. Goodbye.",
      zh: "谢谢。您的排队位置已保留，轮到您时我们会致电给您。再见。",
    },
  },
  {
    id: "callback-kept-waiting",
    texts: { en: "You keep your place. Please stay on the line.", zh: "您的位置已保留，请继续等候。" },
  },
  {
    id: "callback-greeting",
    texts: {
      en: "Hello, this is the call you asked for. One moment, we are connecting you.",
      zh: "您好，这是您预约的回电，正在为您接通，请稍候。",
    },
  },
  {
    id: "voicemail-greeting",
    texts: {
      en: "Please leave your message after the tone. Press the hash key when you are done.",
      zh: "请在提示音后留言，留言结束后请按井号键。",
    },
  },
  {
    id: "voicemail-thanks",
    texts: { en: "Thank you. We have your message. Goodbye.", zh: "谢谢，您的留言已收到，再见。" },
  },
  {
    id: "voicemail-empty",
    texts: { en: "No message was recorded. Goodbye.", zh: "没有录到留言，再见。" },
  },
  {
    id: "queue-closed",
    texts: {
      en: "We are closed at the moment.",
      zh: "现在是非工作时间。",
    },
  },
  {
    id: "queue-no-agents",
    texts: { en: "Nobody is available to take your call right now.", zh: "目前没有客服人员可以接听您的来电。" },
  },
  {
    id: "queue-max-wait",
    texts: {
      en: "We are sorry that you had to wait so long.",
      zh: "非常抱歉让您久等了。",
    },
  },
  {
    id: "queue-busy",
    texts: { en: "Too many callers are waiting just now.", zh: "目前等候人数过多。" },
  },
  {
    id: "call-again-later",
    texts: { en: "Please call again later. Goodbye.", zh: "请稍后再拨，再见。" },
  },
  {
    id: "queue-full",
    texts: {
      en: "Sorry, too many callers are waiting just now. Please call again later.",
      zh: "对不起，目前等候人数过多，请稍后再拨。",
    },
  },
  {
    id: "all-lines-closed",
    texts: {
      en: "Sorry, nobody can take your call at this time. Please call again during opening hours.",
      zh: "对不起，现在是非工作时间，请在工作时间再次来电。",
    },
  },
  { id: "goodbye", texts: { en: "Thank you for your call. Goodbye.", zh: "感谢您的来电，再见。" } },
  { id: "please-wait", texts: { en: "Please wait a moment.", zh: "请稍候。" } },
  {
    id: "unknown-number",
    texts: {
      en: "The number you have dialled is not in service. Please check it and call again.",
      zh: "您拨打的号码不存在，请核对后再拨。",
    },
  },
] as const satisfies readonly PromptDefinition[];
