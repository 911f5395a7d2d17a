import { expect, test } from "vitest";
import { CentreInMemory, NORMAL_PHONE, SERVICE } from "../../test/fakes/centre-in-memory.ts";
import { settled } from "../../test/fakes/manual-time.ts";

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
