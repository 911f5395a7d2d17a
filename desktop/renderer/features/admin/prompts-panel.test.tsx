import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { PromptsPanel } from "./prompts-panel.tsx";

const prompt = (id: string, language: "en" | "zh", text: string) => ({ id, language, text, uploaded: false });

function open(language: "en" | "zh"): void {
  const page = new ConsolePage({ role: "admin", language });
  const prompts = [
    prompt("pin-wrong", "en", "That PIN is not right."),
    prompt("pin-wrong", "zh", "密码不正确。"),
    prompt("of-tomorrow", "en", "Soon."),
    prompt("of-tomorrow", "zh", "即将。"),
  ];
  page.onRequest("GET api/prompts", () => ({ json: { prompts } }));
  render(<PromptsPanel />, { wrapper: page.wrapper });
}
const headings = async () => (await screen.findAllByRole("heading")).map(({ textContent }) => textContent);
afterEach(cleanup);

it.each([
  ["en", ["PIN wrong", "of-tomorrow"]],
  ["zh", ["密码错误", "of-tomorrow"]],
] as const)(
  "each announcement has its title in the reader's language, with the id beside (%s)",
  async (language, titles) => {
    open(language);
    expect(await headings()).toEqual(titles);
    expect(screen.getByRole("region", { name: titles[0] }).textContent).toContain("pin-wrong");
  },
);

it("is found by its title, its id and its words", async () => {
  open("zh");
  const search = async (words: string) => {
    const field = screen.getByTestId("prompt-search");
    await userEvent.clear(field);
    await userEvent.type(field, words);
    return headings();
  };
  await headings();
  expect(await search("密码错误")).toEqual(["密码错误"]);
  expect(await search("pin-wr")).toEqual(["密码错误"]);
  expect(await search("not right")).toEqual(["密码错误"]);
});
