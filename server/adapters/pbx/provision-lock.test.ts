import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withProvisionLock } from "./provision-lock.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "cordboard-lock-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it("lets the second wait until the first has finished", async () => {
  const lock = join(dir, "x.lock");
  const order: string[] = [];
  let release: (() => void) | undefined;
  const first = withProvisionLock(
    lock,
    () => undefined,
    async () => {
      order.push("first begins");
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      order.push("first ends");
    },
  );
  await expect.poll(() => release).toBeDefined();
  const second = withProvisionLock(
    lock,
    () => {
      order.push("second waits");
      release?.();
    },
    () => Promise.resolve(order.push("second begins")),
  );
  await Promise.all([first, second]);
  expect(order).toEqual(["first begins", "second waits", "first ends", "second begins"]);
});

it("takes over from an owner that is gone, and frees the lock after a failure", async () => {
  const lock = join(dir, "x.lock");
  await writeFile(lock, "999999999 boot:1");
  const failing = withProvisionLock(
    lock,
    () => undefined,
    () => Promise.reject(new Error("no network")),
  );
  await expect(failing).rejects.toThrow("no network");
  expect(
    await withProvisionLock(
      lock,
      () => undefined,
      () => Promise.resolve("free"),
    ),
  ).toBe("free");
});
