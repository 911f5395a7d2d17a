import { describe, expect, it } from "vitest";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { Language } from "../../../shared/domain/contact.ts";
import type { User } from "../../../shared/domain/user.ts";
import { looksLikeWav } from "./looks-like-wav.ts";
import { PromptAdmin } from "./prompt-admin.ts";

const boss: User = { userId: asId<UserId>("boss"), login: "boss", displayName: "Boss", role: "admin", disabled: false };
const wav = new TextEncoder().encode(`RIFF....WAVEfmt ${"\0".repeat(60)}`);

function setUp() {
  const saved = new Map<string, { id: string; language: Language }>();
  const journaled: string[] = [];
  const admin = new PromptAdmin({
    prompts: [{ id: "goodbye", texts: { en: "Goodbye.", zh: "再见。" } }],
    recordings: {
      list: async () => [...saved.values()],
      save: async (id, language) => void saved.set(`${language}/${id}`, { id, language }),
      sound: async (id, language) => new TextEncoder().encode(`${language}/${id}`),
      remove: async (id, language) => void saved.delete(`${language}/${id}`),
    },
    journal: {
      append: ({ type, agentId }) => journaled.push(`${type} by ${agentId}`),
      read: () => [],
      ofContact: () => [],
      lastSeq: () => 0,
    },
    clock: { now: () => 1 },
  });
  return { admin, saved, journaled };
}

describe("PromptAdmin", () => {
  it("lists every prompt in every language, uploaded or spoken", async () => {
    const { admin, journaled } = setUp();
    await admin.upload("goodbye", "zh", wav, boss);
    expect(await admin.list()).toEqual([
      { id: "goodbye", language: "en", text: "Goodbye.", uploaded: false },
      { id: "goodbye", language: "zh", text: "再见。", uploaded: true },
    ]);
    await admin.remove("goodbye", "zh", boss);
    expect((await admin.list()).some(({ uploaded }) => uploaded)).toBe(false);
    expect(journaled).toEqual(["prompt-uploaded by boss", "prompt-removed by boss"]);
  });

  it("takes only prompts of the catalogue: ids become file names", async () => {
    const { admin, saved } = setUp();
    await expect(admin.upload("../../etc", "en", wav, boss)).rejects.toMatchObject({ code: "not-found" });
    await expect(admin.remove("other", "en", boss)).rejects.toMatchObject({ code: "not-found" });
    await expect(admin.upload("goodbye", "en", new Uint8Array(100), boss)).rejects.toMatchObject({
      code: "audio-unreadable",
    });
    await expect(admin.sound("../../etc", "en")).rejects.toMatchObject({ code: "not-found" });
    expect(saved.size).toBe(0);
  });
});

describe("looksLikeWav", () => {
  it("wants RIFF, WAVE and something behind them", () => {
    expect(looksLikeWav(wav)).toBe(true);
    expect([new Uint8Array(), wav.subarray(0, 40), wav.map((byte) => byte ^ 1)].map(looksLikeWav)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
