export const ENGLISH_GIVEN = (
  "Adam Alice Amelia Andrew Anna Arthur Beatrice Benjamin Caroline Charles Clara Colin Diana Edward Eleanor Emma " +
  "Felix Fiona Frances George Grace Hannah Harry Helen Henry Isabel Jack James Jane Joseph Julia Karen Laura Leo Lucy " +
  "Martin Mary Nathan Nora Oliver Oscar Patricia Paul Peter Rachel Robert Rose Ruth Samuel Sarah Simon Sophie Thomas Victor William"
).split(" ");

export const ENGLISH_FAMILY = (
  "Abbott Baker Barnes Bennett Brooks Carter Clarke Collins Cooper Davies Dixon Edwards Ellis Fisher Foster Fraser Gibson " +
  "Grant Gray Griffin Harris Hayes Hughes Hunter Jenkins Kelly Knight Lawson Marshall Mason Miller Moore Murray Newman O'Brien " +
  "Palmer Parker Pearce Price Reid Reynolds Rossi Saunders Schäfer Shaw Sinclair Spencer Stone Taylor Turner Walsh Ward Watson West Young"
).split(" ");

export const CHINESE_FAMILY =
  "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 欧阳 司马".split(" ");

export const CHINESE_GIVEN = (
  "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 建华 文 建国 志强 海燕 晓东 雪梅 子涵 " +
  "浩然 雨欣 梓轩 欣怡 嘉豪 思远 佳琪 俊杰 若曦 宇航 婉清 天佑 诗涵 博文 雅静 立新 春生 国栋 红梅 玉兰"
).split(" ");

export interface DemoGroup {
  readonly name: string;
  readonly language: "en" | "zh";
  readonly subsidiaries: readonly string[];
}

/** Holding -> subsidiaries -> contact persons. */
export const DEMO_GROUPS: readonly DemoGroup[] = [
  {
    name: "东方之星集团",
    language: "zh",
    subsidiaries: ["东方之星物流有限公司", "东方之星酒店管理有限公司", "东方之星地产有限公司"],
  },
  {
    name: "Blue Anchor Holdings",
    language: "en",
    subsidiaries: ["Blue Anchor Shipping", "Blue Anchor Insurance", "Blue Anchor Foods"],
  },
  { name: "海河实业集团", language: "zh", subsidiaries: ["海河制造有限公司", "海河科技有限公司"] },
  { name: "Northgate Retail Group", language: "en", subsidiaries: ["Northgate Supermarkets", "Northgate Pharmacies"] },
  { name: "华南医疗集团", language: "zh", subsidiaries: ["华南第一医院", "华南康复中心", "华南检验中心"] },
  {
    name: "Silverline Logistics Group",
    language: "en",
    subsidiaries: ["Silverline Air Cargo", "Silverline Warehousing"],
  },
];

export const SERVICE_NAMES = {
  en: {
    person: [
      "5G Unlimited",
      "5G Family 60 GB",
      "Fibre 500",
      "Fibre 1000",
      "Cloud TV",
      "Roaming Asia",
      "Smart Home",
      "Landline",
    ],
    company: [
      "Leased Line 1 Gbit/s",
      "SIP Trunk 100",
      "Cloud Switchboard",
      "Mobile Fleet",
      "Data Centre Rack",
      "IoT SIM Pool",
    ],
  },
  zh: {
    person: ["5G畅享套餐", "5G家庭套餐60GB", "宽带500M", "宽带1000M", "高清电视", "亚洲漫游包", "智能家居", "固定电话"],
    company: ["互联网专线1000M", "SIP中继100路", "云总机", "集团手机套餐", "机房托管", "物联网卡"],
  },
} as const;
