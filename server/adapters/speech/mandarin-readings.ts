/**
 * Words that espeak-ng 1.51 reads character by character and gets wrong: characters with several readings, and some whose
 * dictionary tone is off. Its pinyin voice takes the reading as letters. Checked with `espeak-ng -v cmn-latn-pinyin -q -x`.
 */
const READINGS: Readonly<Record<string, string>> = {
  欢迎: "huan1ying2",
  服务: "fu2wu4",
  更正: "geng1zheng4",
  重新: "chong2xin1",
  银行: "yin2hang2",
  还款: "huan2kuan3",
  得到: "de2dao4",
  长途: "chang2tu2",
};

const WORDS = new RegExp(Object.keys(READINGS).join("|"), "g");

export function withMandarinReadings(text: string): string {
  return text.replace(WORDS, (word) => ` ${READINGS[word] ?? word} `);
}
