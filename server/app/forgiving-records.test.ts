import { beforeEach, describe, expect, test, vi } from "vitest";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../test/fakes/centre-in-memory.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import { asId, type ContactId } from "../../shared/domain/ids.ts";
import { RECORD } from "../../test/contract/examples.ts";
import { settled } from "../../test/fakes/manual-time.ts";
import { ForgivingContacts } from "./forgiving-contacts.ts";
import { ForgivingJournal } from "./forgiving-journal.ts";

test("a full disk costs records while it lasts, never a call", async () => {
  const world = await new CentreInMemory().start();
  const { journal, contacts } = world.stores;
  const full = () => {
    throw Object.assign(new Error("database or disk is full"), { code: "disk-full" });
  };
  const ana = await world.signIn("ana");
  const { append } = journal;
  const { save } = contacts;
  journal.append = full;
  contacts.save = full;
  const caller = await world.dialDirect(NORMAL_PHONE);
  const leg = await world.answer("ana");
  expect(world.pbx.talking(caller, leg)).toBe(true);
  world.pbx.end(caller);
  await settled();
  expect(ana.view.contact?.phase).toBe("wrap-up");
  expect(world.faults.length).toBeGreaterThan(5);
  expect(await contacts.list({ limit: 1 })).toEqual([]);
  journal.append = append;
  contacts.save = save;
  await world.time.advance(61_000);
  expect(await contacts.list({ limit: 1 })).toMatchObject([{ phase: "closed", outcome: "handled" }]);
  expect(world.figures(SERVICE)).toMatchObject({ offered: 1, answered: 1 });
});

test("a journal entry that the disk refused after it had seemed to take it is reported like any other", () => {
  const { stores } = new CentreInMemory();
  const listen = vi.spyOn(stores.journal, "onRefused");
  const error = vi.fn();
  const journal = new ForgivingJournal(stores.journal, { info: vi.fn(), warn: vi.fn(), error });
  const entry = { at: 1, type: "call.arrived", contactId: "c1", agentId: null, payload: null };
  journal.append(entry);
  const full = new Error("disk full");
  listen.mock.lastCall?.[0](entry, full);
  expect(error.mock.calls).toEqual([
    [{ err: full, type: "call.arrived", contactId: "c1" }, "journal entry could not be written"],
  ]);
});

describe("what only memory has", () => {
  const record = (contactId: string, arrivedAt: number, phase: ContactRecord["phase"]): ContactRecord => ({
    ...RECORD,
    contactId: asId<ContactId>(contactId),
    arrivedAt,
    phase,
  });
  let stores: CentreInMemory["stores"];
  let forgiving: ForgivingContacts;
  const faults: string[] = [];

  beforeEach(() => {
    ({ stores } = new CentreInMemory());
    const note = (_: unknown, message: string) => void faults.push(message);
    forgiving = new ForgivingContacts(stores.contacts, { info: note, warn: note, error: note });
  });

  const refuse = (times: number) => {
    const save = vi.spyOn(stores.contacts, "save");
    for (let n = 0; n < times; n += 1)
      save.mockImplementationOnce(() => {
        throw new Error("disk full");
      });
  };
  const since = async (from: number) =>
    (await forgiving.since(from)).map(({ contactId, phase }) => `${contactId} ${phase}`).sort();

  test("counts to the day with what the disk has, the newer of each, once", async () => {
    forgiving.save(record("saved", 2_000, "closed"));
    forgiving.save(record("older-on-disk", 2_000, "connected"));
    refuse(8);
    forgiving.save(record("older-on-disk", 2_000, "closed"));
    forgiving.save(record("never-on-disk", 3_000, "closed"));
    forgiving.save(record("of-yesterday", 500, "closed"));
    expect(await since(1_000)).toEqual(["never-on-disk closed", "older-on-disk closed", "saved closed"]);
  });

  test("counts what the disk refused after it had seemed to take it, and offers it again with the next record", async () => {
    const listen = vi.spyOn(stores.contacts, "onRefused");
    forgiving = new ForgivingContacts(stores.contacts, { info: vi.fn(), warn: vi.fn(), error: vi.fn() });
    const tellRefused = listen.mock.lastCall?.[0];
    const late = record("late", 2_000, "closed");
    vi.spyOn(stores.contacts, "save").mockImplementationOnce(() => undefined);
    forgiving.save(late);
    tellRefused?.(late, new Error("disk full"));
    expect(await since(1_000)).toEqual(["late closed"]);
    expect(await stores.contacts.list({ limit: 1 })).toEqual([]);
    forgiving.save(record("next", 3_000, "closed"));
    expect((await stores.contacts.list({ limit: 2 })).map(({ contactId }) => contactId)).toEqual(["next", "late"]);
  });

  test("counts also when the disk takes it just after it was read", async () => {
    refuse(1);
    forgiving.save(record("late", 2_000, "closed"));
    const read = since(1_000);
    forgiving.saveKept();
    expect(await read).toEqual(["late closed"]);
    expect(await since(1_000)).toEqual(["late closed"]);
  });
});
