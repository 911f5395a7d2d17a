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
