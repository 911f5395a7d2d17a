import { describe, expect, test, vi } from "vitest";
import { Argon2PasswordHasher } from "./argon2-password-hasher.ts";
import { SystemClock } from "./system-clock.ts";
import { SystemRandom } from "./system-random.ts";
import { withTimeout } from "./with-timeout.ts";

describe("SystemClock", () => {
  test("never runs backwards", () => {
    const clock = new SystemClock();
    const machine = vi
      .spyOn(Date, "now")
      .mockReturnValueOnce(1_000)
      .mockReturnValueOnce(400)
      .mockReturnValueOnce(1_500);
    expect([clock.now(), clock.now(), clock.now()]).toEqual([1_000, 1_000, 1_500]);
    machine.mockRestore();
  });
});

describe("SystemRandom", () => {
  test("ids are unique, in order and safe in a URL, a SIP header and a file name", () => {
    let now = 1_790_000_000_000;
    const random = new SystemRandom({ now: () => now });
    const ids: string[] = [];
    for (let index = 0; index < 100_000; index += 1) {
      if (index % 40_000 === 39_999) now += 7;
      ids.push(random.id("c"));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every((id) => /^c-[0-9a-z]{20}$/u.test(id))).toBe(true);
  });

  test("two processes at the same moment do not make the same id", () => {
    const clock = { now: () => 5 };
    const [a, b] = [new SystemRandom(clock), new SystemRandom(clock)];
    expect(new Set([a.id("x"), b.id("x")]).size).toBe(2);
  });

  test("secrets have the entropy asked for", () => {
    const random = new SystemRandom({ now: () => 5 });
    expect(Buffer.from(random.secret(32), "base64url")).toHaveLength(32);
    expect(random.secret(32)).not.toBe(random.secret(32));
  });
});

describe("withTimeout", () => {
  test("passes on what comes in time", async () => {
    await expect(withTimeout(Promise.resolve(7), 1_000, "work")).resolves.toBe(7);
    const mistake = new Error("mine");
    await expect(withTimeout(Promise.reject(mistake), 1_000, "work")).rejects.toBe(mistake);
  });

  test("rejects with code timeout, and a later failure of the work is nobody's unhandled rejection", async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    await expect(withTimeout(work, 5, "the answer")).rejects.toMatchObject({
      code: "timeout",
      message: "the answer: no answer within 5 ms",
    });
    fail(new Error("too late"));
  });

  test("leaves no timer behind", async () => {
    vi.useFakeTimers();
    await withTimeout(Promise.resolve(1), 60_000, "work");
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe("Argon2PasswordHasher", () => {
  const hasher = new Argon2PasswordHasher();

  test("argon2id with its own salt each time; right and wrong secrets", async () => {
    const [password, again, pin] = await Promise.all([
      hasher.hash("correct horse 马", "password"),
      hasher.hash("correct horse 马", "password"),
      hasher.hash("2468", "pin"),
    ]);
    expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(again).not.toBe(password);
    expect(await hasher.verify(password, "correct horse 马")).toBe(true);
    expect(await hasher.verify(password, "correct horse 牛")).toBe(false);
    expect(await hasher.verify(pin, "2468")).toBe(true);
    expect(await hasher.verify(pin, "")).toBe(false);
  });

  test.each([
    "",
    "$argon2id$junk",
    "$2b$10$abcdefghijklmnopqrstuv",
    "$argon2id$v=19$m=99999999999,t=1,p=1$c2FsdA$aGFzaA",
  ])("a text that is no hash is a wrong secret: %s", async (stored) => {
    expect(await hasher.verify(stored, "x")).toBe(false);
  });

  test("a megabyte is no secret", async () => {
    await expect(hasher.hash("x".repeat(1_000_000), "password")).rejects.toThrow(RangeError);
    expect(await hasher.verify(await hasher.hash("1234", "pin"), "x".repeat(1_000_000))).toBe(false);
  });
});
