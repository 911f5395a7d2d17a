import type { PromptDefinition } from "../../shared/domain/prompt.ts";

/**
 * What the service line says. Only `transfer` promises an agent, and only while the queue is open: the other sentences say what is the
 * matter. Chinese texts avoid characters whose reading depends on the sentence where they can.
 */
export const servicePrompts = [
  { id: "greeting", texts: { en: "Welcome to customer service.", zh: "您好，欢迎致电客户服务热线。" } },
  { id: "language-offer", texts: { en: "For English, press 1.", zh: "中文服务，请按二。" } },
  { id: "no-input", texts: { en: "Sorry, I did not hear anything.", zh: "对不起，没有听到您的选择。" } },
  { id: "wrong-input", texts: { en: "Sorry, that is not possible here.", zh: "对不起，您的输入有误。" } },
  { id: "welcome-back", texts: { en: "Welcome back.", zh: "欢迎您再次来电。" } },
  {
    id: "enter-account",
    texts: {
      en: "Please enter your eight digit account number. If you have none, press 0 and the hash key. To correct, press star.",
      zh: "请输入您的八位账号。如果没有账号，请按零，再按井号键。如需更正，请按星号键。",
    },
  },
  {
    id: "account-not-found",
    texts: { en: "I could not find that account number.", zh: "对不起，没有找到这个账号。" },
  },
  {
    id: "account-needs-agent",
    texts: { en: "I cannot find your account by its number.", zh: "对不起，无法通过账号查询到您的账户。" },
  },
  {
    id: "enter-pin",
    texts: {
      en: "Please enter your four digit PIN. To speak to an agent, press 0 and the hash key.",
      zh: "请输入您的四位密码。如需人工服务，请按零，再按井号键。",
    },
  },
  { id: "pin-wrong", texts: { en: "That PIN is not right.", zh: "密码不正确。" } },
  {
    id: "pin-refused",
    texts: {
      en: "That PIN is not right either. For your security, I cannot go on without knowing who you are.",
      zh: "密码仍不正确。为了您的账户安全，需要先核实您的身份。",
    },
  },
  {
    id: "pin-locked",
    texts: { en: "Your PIN is locked after too many wrong entries.", zh: "密码输入错误次数过多，已被锁定。" },
  },
  { id: "pin-not-set", texts: { en: "No PIN is set for your account.", zh: "您的账户尚未设置密码。" } },
  {
    id: "main-menu",
    texts: {
      en: "For your balance, press 1. For a question about a bill, press 2. To report a fault, press 3. To speak to an agent, press 0.",
      zh: "查询余额，请按一。账单问题，请按二。报告故障，请按三。人工服务，请按零。",
    },
  },
  {
    id: "balance-due",
    texts: {
      en: "Your balance due is {money amountMinor currency}. Please pay by {date dueAt}.",
      zh: "您的应付金额是{money amountMinor currency}。请在{date dueAt}前付款。",
    },
  },
  {
    id: "balance-no-date",
    texts: {
      en: "Your balance due is {money amountMinor currency}.",
      zh: "您的应付金额是{money amountMinor currency}。",
    },
  },
  {
    id: "balance-credit",
    texts: {
      en: "You have nothing to pay. Your credit is {money amountMinor currency}.",
      zh: "您目前没有欠费。账户余额是{money amountMinor currency}。",
    },
  },
  { id: "balance-zero", texts: { en: "You have nothing to pay.", zh: "您目前没有欠费。" } },
  {
    id: "after-balance",
    texts: {
      en: "To hear it again, press 1. For the main menu, press 2. To speak to an agent, press 0. Or simply hang up.",
      zh: "再听一次，请按一。返回主菜单，请按二。人工服务，请按零。您也可以直接挂机。",
    },
  },
  {
    id: "system-trouble",
    texts: { en: "Sorry, I cannot reach your data just now.", zh: "对不起，系统暂时无法查询。" },
  },
  {
    id: "transfer",
    texts: { en: "I am connecting you to an agent. Please hold.", zh: "正在为您转接人工坐席，请稍候。" },
  },
] as const satisfies readonly PromptDefinition[];
