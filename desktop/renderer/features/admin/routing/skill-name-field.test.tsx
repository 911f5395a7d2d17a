import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../../test/fakes/console-page.tsx";
import { SkillNameField } from "./skill-name-field.tsx";
import { NamedSkillsContext } from "./skill-words.ts";

const NAMED = [{ skill: "de", names: { en: "German", zh: "德语" } }];

function Field() {
  const [skill, setSkill] = useState("");
  return (
    <NamedSkillsContext value={NAMED}>
      <SkillNameField value={skill} listId="skills" onChange={setSkill} />
      <output>{skill}</output>
    </NamedSkillsContext>
  );
}

async function typing(text: string) {
  render(<Field />, { wrapper: new ConsolePage({ role: "admin" }).wrapper });
  const input = screen.getByTestId<HTMLInputElement>("skill-name");
  await userEvent.type(input, text);
  const whileTyping = input.value;
  await userEvent.tab();
  return { whileTyping, shown: input.value, skill: screen.getByRole("status").textContent };
}

afterEach(cleanup);

it.each([
  ["german", { whileTyping: "german", shown: "German", skill: "de" }],
  ["德语", { whileTyping: "德语", shown: "German", skill: "de" }],
  ["de", { whileTyping: "de", shown: "German", skill: "de" }],
  ["delivery", { whileTyping: "delivery", shown: "delivery", skill: "delivery" }],
  ["Delivery", { whileTyping: "Delivery", shown: "delivery", skill: "delivery" }],
])("%s: what is typed stays while it is typed, and is the skill that people mean by it", async (text, expected) => {
  expect(await typing(text)).toEqual(expected);
});
