import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import { outliveReaders } from "./closed-terminal.ts";

test("a server whose output nobody reads any more goes on and ends by itself", async () => {
  const script = `
    import { outliveReaders } from ${JSON.stringify(new URL("closed-terminal.ts", import.meta.url).href)};
    outliveReaders([process.stdout]);
    process.stdout.write("first\\n");
    process.once("message", () => {
      const seen = (error) => { process.send(error.code); setImmediate(() => process.exit(7)); };
      process.stdout.on("error", seen);
      process.stdout.write("nobody reads this\\n");
    });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const [first] = (await once(child.stdout ?? child, "data")) as [Buffer];
  expect(first.toString()).toBe("first\n");
  child.stdout?.destroy();
  await once(child.stdout ?? child, "close");
  child.send("go on");
  const [[code], [exit]] = await Promise.all([once(child, "message"), once(child, "exit")]);
  expect([code, exit]).toEqual(["EPIPE", 7]);
});

test("what is wrong with the output besides is an error like any other", () => {
  const stream = new EventEmitter();
  outliveReaders([stream]);
  expect(() => stream.emit("error", Object.assign(new Error("full"), { code: "ENOSPC" }))).toThrow("full");
});
