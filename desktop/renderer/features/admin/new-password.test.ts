import { expect, it } from "vitest";
import { newPassword } from "./new-password.ts";

it("makes four groups of four unmistakable letters, a new one each time, evenly", () => {
  const made = Array.from({ length: 400 }, () => newPassword((bytes) => crypto.getRandomValues(bytes)));
  for (const password of made) expect(password).toMatch(/^([a-km-np-zA-HJ-NP-Z2-9]{4}-){3}[a-km-np-zA-HJ-NP-Z2-9]{4}$/);
  expect(new Set(made).size).toBe(made.length);
  const letters = made.join("").replaceAll("-", "");
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(55);
  expect(Math.max(...counts.values())).toBeLessThan((letters.length / counts.size) * 1.6);
});

it("leaves out bytes that would favour some letters", () => {
  let call = 0;
  const password = newPassword((bytes) => {
    bytes.fill(call === 0 ? 255 : 1);
    call += 1;
  });
  expect(password).toBe("bbbb-bbbb-bbbb-bbbb");
  expect(call).toBe(2);
});
