import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { SqliteJournal } from "../../server/adapters/sqlite/journal-store.ts";
import { openDatabase } from "../../server/adapters/sqlite/open-database.ts";
import type { JournalEntry } from "../../server/ports/journal.ts";
import type * as Acd from "../../server/acd/acd.ts";
import { decide } from "../../server/acd/acd.ts";
import { createAcd } from "../../server/acd/acd-state.ts";
import { EffectDigest } from "../../server/acd/effect-digest.ts";
import { seededRandom } from "../simulation/seeded-random.ts";
import { SimulatedCentre } from "../simulation/simulated-centre.ts";
import { simulationSeed } from "../simulation/simulation-seed.ts";
import { compareJournal } from "./compare-journal.ts";
import { journalEntries } from "./journal-entries.ts";
import { OLDER_WORDS } from "./older-words.ts";
import { type ReplayedEntry, replayJournal } from "./replay-journal.ts";
import { upgradeEvent } from "./upgrade-event.ts";

/** What the live core wanted done, event by event. */
const live: string[] = [];
let isLive = false;

vi.mock("../../server/acd/acd.ts", async (original) => {
  const module = await original<typeof Acd>();
  const watched: typeof Acd.decide = (...step) => {
    const effects = module.decide(...step);
    if (isLive) live.push(JSON.stringify(effects));
    return effects;
  };
  return { ...module, decide: watched };
});

describe("the journal fed into an empty core", () => {
  test("of a simulated centre with faults and restarts gives the same effects and statuses, to the letter", async () => {
    const seed = simulationSeed();
    const centre = new SimulatedCentre(seededRandom(seed));
    isLive = true;
    await centre.start();
    for (let step = 0; step < 2_500; step += 1) await centre.step();
    await centre.world.time.advance(3_000);
    isLive = false;
    const replay = replayJournal(journalEntries(centre.world.stores.journal));
    expect(replay.effects.length, `seed ${seed}`).toBeGreaterThan(500);
    expect(replay.effects, `seed ${seed}`).toEqual(live);
    expect(replay.statuses, `seed ${seed}`).toEqual(centre.world.centre.parts.router.statuses());
    expect(replay.runs, `seed ${seed}`).toBeGreaterThan(1);
    const entries = [...journalEntries(centre.world.stores.journal)];
    const compared = compareJournal(entries);
    expect(compared, `seed ${seed}`).toMatchObject({ events: replay.effects.length, disagreement: null });
    expect(compared.offers, `seed ${seed}`).toBeGreaterThan(20);
    expect(compared.explanations, `seed ${seed}`).toBeGreaterThan(20);
    expect(compared.digests, `seed ${seed}`).toBeGreaterThan(3);
    expectFound(entries, seed);
    const offered = entries.find(({ type }) => type === "offer.made");
    const rungAfresh = entries.flatMap((entry) => (entry === offered ? [entry, entry] : [entry]));
    expect(compareJournal(rungAfresh), `seed ${seed}`).toEqual({ ...compared, offers: compared.offers + 1 });
    const older = OLDER_WORDS.map((inWords) => inOlderVersion(entries, inWords));
    for (const each of older) {
      expect(compareJournal(each), `seed ${seed}`).toEqual(compared);
      expectFound(each, seed);
    }
    const told = (word: string) => [entries, ...older].map((version) => JSON.stringify(version).includes(`"${word}"`));
    expect(told("notReadyReason"), `seed ${seed}`).toEqual([true, false, false]);
    expect(told("notReadyBecause"), `seed ${seed}`).toEqual([true, true, false]);
  });

  test("of a data folder is compared by one command, which says where it differs first", {
    timeout: 60_000,
  }, async () => {
    const seed = simulationSeed();
    const folder = mkdtempSync(join(tmpdir(), "cordboard-replay-test-"));
    try {
      const centre = new SimulatedCentre(seededRandom(seed));
      await centre.start();
      for (let step = 0; step < 600; step += 1) await centre.step();
      const entries = [...journalEntries(centre.world.stores.journal)];
      const database = openDatabase({ path: join(folder, "cordboard.db") });
      const journal = new SqliteJournal(database);
      for (const entry of entries) journal.append(entry);
      database.close();
      expect((await replayCommand(folder)).stdout).toContain("every decision is the same");
      const [first] = entries.filter(({ type }) => type === "offer.made");
      const forged = entries.map((entry) => (entry === first ? { ...entry, agentId: "somebody-else" } : entry));
      const file = join(folder, "export.jsonl");
      writeFileSync(file, forged.map((entry) => JSON.stringify(entry)).join("\n"));
      await expect(replayCommand(file)).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/first difference: entry \d+, .*somebody-else/u),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("of a run over a real PBX decides today as it did then", () => {
    const entries = realRun();
    const replay = replayJournal(entries);
    // A change of the routing rules changes this: then it is a decision, and the digest is renewed with it.
    expect({ events: replay.effects.length, digest: replay.digest }).toEqual({
      events: 171,
      digest: "2f7827bdd482f63ccb198c0da9fb30f8915a4f7438ec4ff4575e22046137788e",
    });
    // As it was before each agent's reason not to be ready was told, and before reasons were counted: nothing else has changed since.
    const older = OLDER_WORDS.map((inWords) => {
      const hash = createHash("sha256");
      for (const effects of replay.effects) hash.update(inWords(effects));
      return hash.digest("hex");
    });
    expect(older).toEqual([
      "2f7827bdd482f63ccb198c0da9fb30f8915a4f7438ec4ff4575e22046137788e",
      "d1bdf64ea9b5c4227c657b27c75c712b7877312c2c3e519662f230b897aabdc7",
    ]);
    expect(replayJournal(entries)).toEqual(replay);
    const last = entries.filter((entry) => entry.type === "acd.offer-answered").at(-1);
    expect(replayJournal(entries.filter((entry) => entry !== last)).digest).not.toBe(replay.digest);
  });
});

/** The same journal as an older server would have written it, reasons and fingerprints. */
function inOlderVersion(entries: readonly JournalEntry[], inWords: (json: string) => string): readonly JournalEntry[] {
  let acd = createAcd();
  let digest = new EffectDigest();
  return entries.map((entry) => {
    const { type, payload, at } = entry;
    if (type === "centre.started") [acd, digest] = [createAcd(), new EffectDigest()];
    if (type.startsWith("acd.")) {
      const effects = decide(acd, upgradeEvent(payload), at);
      digest.add(JSON.parse(inWords(JSON.stringify(effects))) as typeof effects);
    }
    if (type === "routing.digest") return { ...entry, payload: { digest: digest.value } };
    return type === "routing.explained" ? { ...entry, payload: JSON.parse(inWords(JSON.stringify(payload))) } : entry;
  });
}

/** A ring that went elsewhere, and an event that got lost, are each found. */
function expectFound(entries: readonly JournalEntry[], seed: number): void {
  const offer = entries.find(({ type }) => type === "offer.made");
  const elsewhere = entries.map((entry) => (entry === offer ? { ...entry, agentId: "somebody-else" } : entry));
  expect(compareJournal(elsewhere).disagreement, `seed ${seed}`).toContain("somebody-else");
  const queued = entries.find(({ type, contactId }) => type === "acd.contact-queued" && contactId === offer?.contactId);
  expect(compareJournal(entries.filter((entry) => entry !== queued)).disagreement, `seed ${seed}`).toMatch(
    /was|decisions differ/u,
  );
}

/** What a person is told to type. */
function replayCommand(path: string): Promise<{ stdout: string }> {
  return promisify(execFile)("npm", ["run", "--silent", "replay", "--", path], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
  });
}

/** The core's part of the journal of 22 calls over the server's own Asterisk, 2026-11-21; the agents are the demonstration's. */
function realRun(): readonly ReplayedEntry[] {
  const text = readFileSync(fileURLToPath(new URL("real-run.jsonl", import.meta.url)), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ReplayedEntry);
}
