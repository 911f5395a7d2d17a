import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import type { RoutingPlan } from "../../shared/domain/routing-plan.ts";
import type { Role } from "../../shared/domain/user.ts";
import { ErrorBodySchema } from "../../shared/wire/http.ts";
import {
  PlanFindingsSchema,
  type RoutingPlanInForce,
  RoutingPlanInForceSchema,
} from "../../shared/wire/routing-schemas.ts";
import { startWire, type Wire } from "./wire-harness.ts";

let wire: Wire;
const tokens = new Map<Role, string>();
beforeAll(async () => {
  wire = await startWire({ wholeCompany: true });
  for (const role of ["agent", "supervisor", "admin"] as const) tokens.set(role, await wire.tokenOf(role));
});
afterAll(() => wire.stop());

async function call(method: "GET" | "POST" | "PUT", url: string, body?: unknown, role: Role = "admin") {
  const headers = { authorization: `Bearer ${tokens.get(role)}` };
  return wire.http.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) });
}

async function inForce(): Promise<{ readonly plan: RoutingPlan; readonly revision: number }> {
  const whole = (await call("GET", "/api/routing")).json() as RoutingPlanInForce;
  const { queues, agents, entryPoints, skills, shifts, revision } = whole;
  return { plan: { queues, agents, entryPoints, skills, shifts }, revision };
}

const withoutSkills = (plan: RoutingPlan): RoutingPlan => ({
  ...plan,
  queues: plan.queues.map((queue) => ({ ...queue, alternatives: [[{ skill: "german", minLevel: 3 }]] })),
});

describe("the routing plan", () => {
  it("is read as shared/wire says", async () => {
    const reply = await call("GET", "/api/routing");
    expect(reply.statusCode).toBe(200);
    expect(Compile(RoutingPlanInForceSchema).Errors(reply.json())).toEqual([]);
  });

  it("is checked without being saved: demand nobody can serve is named", async () => {
    const { plan, revision } = await inForce();
    const reply = await call("POST", "/api/routing/check", withoutSkills(plan));
    expect(reply.statusCode, reply.body).toBe(200);
    expect(Compile(PlanFindingsSchema).Errors(reply.json())).toEqual([]);
    expect(reply.json().findings).toContainEqual(
      expect.objectContaining({ severity: "warning", code: "nobody-can-serve", queueId: plan.queues[0]?.queueId }),
    );
    expect((await inForce()).revision).toBe(revision);
  });

  it("is checked while a required skill has no name yet: a mistake to be told, not a request nobody understands", async () => {
    const { plan, revision } = await inForce();
    const queues = plan.queues.with(0, { ...plan.queues[0]!, alternatives: [[{ skill: "", minLevel: 1 }]] });
    const reply = await call("POST", "/api/routing/check", { ...plan, queues });
    expect(reply.json().findings).toContainEqual(
      expect.objectContaining({ severity: "mistake", code: "level-out-of-range", subject: "" }),
    );
    const saved = await call("PUT", "/api/routing", { plan: { ...plan, queues }, baseRevision: revision });
    expect({ status: saved.statusCode, code: saved.json().code }).toEqual({ status: 400, code: "plan-mistaken" });
  });

  it("is saved as a whole, put into force, and journaled with who did it and what was told", async () => {
    const { plan, revision } = await inForce();
    const changed: RoutingPlan = {
      ...withoutSkills(plan),
      queues: [...withoutSkills(plan).queues].reverse(),
      agents: plan.agents.slice(1).map((agent) => ({ ...agent, skills: { german: 3 } })),
      entryPoints: plan.entryPoints.slice(0, 1),
      skills: [{ skill: "german", names: { en: "German", zh: "德语" } }],
    };
    const reply = await call("PUT", "/api/routing", { plan: changed, baseRevision: revision });
    expect(reply.statusCode, reply.body).toBe(200);
    const after = await inForce();
    expect(reply.json()).toMatchObject({ ...after.plan, revision: after.revision });
    expect(after.plan).toEqual(changed);
    expect(after.revision).toBeGreaterThan(revision);
    expect(wire.applied.at(-1)).toBe(after.revision);
    // What every agent reads of it.
    expect((await call("GET", "/api/skills", undefined, "agent")).json()).toEqual({ skills: changed.skills });
    const audits = wire.stores.journal.read(0, 10_000).filter(({ type }) => type === "routing-plan-saved");
    expect(audits.at(-1)).toMatchObject({ agentId: "user-admin", payload: { revision: after.revision } });
    expect((await call("PUT", "/api/routing", { plan, baseRevision: after.revision })).statusCode).toBe(200);
  });

  it("is not overwritten by who read an older one", async () => {
    const { plan, revision } = await inForce();
    expect((await call("PUT", "/api/routing", { plan, baseRevision: revision })).statusCode).toBe(200);
    const late = await call("PUT", "/api/routing", { plan, baseRevision: revision });
    expect({ status: late.statusCode, code: late.json().code }).toEqual({ status: 409, code: "conflict" });
  });

  it("is refused with a mistake, and stays as it was", async () => {
    const { plan, revision } = await inForce();
    const mistaken = { ...plan, queues: plan.queues.slice(1) };
    const reply = await call("PUT", "/api/routing", { plan: mistaken, baseRevision: revision });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 400, code: "plan-mistaken" });
    expect(await inForce()).toEqual({ plan, revision });
  });

  it.each(["agent", "supervisor"] as const)("is nothing for a %s", async (role) => {
    const { plan, revision } = await inForce();
    for (const reply of [
      await call("GET", "/api/routing", undefined, role),
      await call("POST", "/api/routing/check", plan, role),
      await call("PUT", "/api/routing", { plan, baseRevision: revision }, role),
    ])
      expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 403, code: "forbidden" });
  });

  it("is refused when it is junk", async () => {
    const { plan, revision } = await inForce();
    const isErrorBody = Compile(ErrorBodySchema);
    const queue = plan.queues[0];
    const wrong: unknown[] = [
      { ...plan, extra: 1 },
      { ...plan, queues: [{ ...queue, ringTimeoutMs: -1 }] },
      { ...plan, queues: [{ ...queue, strategy: "whoever" }] },
      { ...plan, queues: [{ ...queue, onFull: { kind: "wait" } }] },
      { ...plan, queues: [{ ...queue, alternatives: [[]] }] },
      { ...plan, agents: [{ ...plan.agents[0], skills: { german: "much" } }] },
      { ...plan, entryPoints: [{ ...plan.entryPoints[0], dnis: "4001; rm -rf" }] },
    ];
    for (const body of wrong) expect((await call("POST", "/api/routing/check", body)).statusCode).toBe(400);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (junk) => {
        const reply = await call("PUT", "/api/routing", { plan: junk, baseRevision: revision });
        expect(reply.statusCode).toBe(400);
        expect(isErrorBody.Check(reply.json())).toBe(true);
      }),
      { numRuns: 60 },
    );
    const tooLarge = await call("PUT", "/api/routing", { plan: "x".repeat(3_000_000), baseRevision: revision });
    expect({ status: tooLarge.statusCode, code: tooLarge.json().code }).toEqual({
      status: 413,
      code: "payload-too-large",
    });
  });
});
