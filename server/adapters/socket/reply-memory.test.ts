import { describe, expect, it } from "vitest";
import { ReplyMemory } from "./reply-memory.ts";

const ok = { ok: true } as const;

describe("ReplyMemory", () => {
  it("keeps the last replies of a person and forgets the oldest", async () => {
    const memory = new ReplyMemory(3, 10);
    let carriedOut = 0;
    const send = (id: string) =>
      memory.once("ana", id, "agent.ready {}", async () => {
        carriedOut += 1;
        return ok;
      });
    for (const id of ["a", "b", "c", "d"]) await send(id);
    for (const id of ["b", "c", "d"]) await send(id);
    expect(carriedOut).toBe(4);
    await send("a");
    expect(carriedOut).toBe(5);
  });

  it("forgets the person who sent nothing for longest", async () => {
    const memory = new ReplyMemory(3, 2);
    const carriedOut: string[] = [];
    const send = (user: string) =>
      memory.once(user, "a", "agent.ready {}", async () => {
        carriedOut.push(user);
        return ok;
      });
    for (const user of ["ana", "bo", "ana", "chen", "ana", "bo"]) await send(user);
    expect(carriedOut).toEqual(["ana", "bo", "chen", "bo"]);
  });
});
