import type { HoursCalendar } from "../../../shared/domain/hours.ts";
import type { PlanFinding, RoutingPlan } from "../../../shared/domain/routing-plan.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { WaitingOptions } from "../../../shared/domain/waiting.ts";
import type { Clock } from "../../ports/clock.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Journal } from "../../ports/journal.ts";
import type { RoutingAdministration, RoutingPlanInForce } from "../../ports/routing-administration.ts";
import type { RoutingConfigStore, UserStore } from "../../ports/user-store.ts";
import { checkPlan } from "../../routing-plan/check-plan.ts";
import { Lanes } from "../sessions/lanes.ts";

export interface RoutingAdminDeps {
  readonly store: RoutingConfigStore;
  readonly users: Pick<UserStore, "list">;
  readonly calendars: () => Promise<readonly HoursCalendar[]>;
  readonly flowIds: readonly string[];
  /** Of every queue that has its own. */
  readonly waitingOptions: () => Promise<readonly Pick<WaitingOptions, "queueId" | "lastAgentWaitMs">[]>;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Puts what is stored into force. */
  readonly apply: () => Promise<void>;
}

const CHANGES_WAITING_MAX = 20;

/** The routing plan is changed as a whole, by one administrator at a time, while calls go on. */
export class RoutingAdmin implements RoutingAdministration {
  readonly #deps: RoutingAdminDeps;
  readonly #lanes = new Lanes(1, CHANGES_WAITING_MAX);

  constructor(deps: RoutingAdminDeps) {
    this.#deps = deps;
  }

  async plan(): Promise<RoutingPlanInForce> {
    const { store } = this.#deps;
    const [queues, agents, entryPoints, skills, shifts, known] = await Promise.all([
      store.queues(),
      store.agents(),
      store.entryPoints(),
      store.skills(),
      store.shifts(),
      this.#deps.calendars(),
    ]);
    const calendars = known.map(({ calendarId, names }) => ({ calendarId, names }));
    return { queues, agents, entryPoints, skills, shifts, revision: store.revision(), calendars };
  }

  async check(plan: RoutingPlan): Promise<readonly PlanFinding[]> {
    const { users, calendars, flowIds, waitingOptions, clock } = this.#deps;
    const [known, open, waiting] = await Promise.all([users.list(), calendars(), waitingOptions()]);
    const userIds = new Set<string>(known.map(({ userId }) => userId));
    const lastAgentWaitsMs = new Map<string, DurationMs>(
      waiting.map(({ queueId, lastAgentWaitMs }) => [queueId, lastAgentWaitMs]),
    );
    return checkPlan(plan, { calendars: open, flowIds, userIds, lastAgentWaitsMs }, clock.now());
  }

  save(plan: RoutingPlan, baseRevision: number, by: User): Promise<RoutingPlanInForce> {
    return this.#lanes.run("plan", async () => {
      const { store, journal, clock, apply } = this.#deps;
      const findings = await this.check(plan);
      const mistake = findings.find(({ severity }) => severity === "mistake");
      if (mistake !== undefined) throw new CommandError("plan-mistaken", mistake.code);
      // After the reads: nothing may come between this look and the change.
      if (store.revision() !== baseRevision) throw new CommandError("conflict");
      const revision = store.replace(plan);
      journal.append({
        at: clock.now(),
        type: "routing-plan-saved",
        contactId: null,
        agentId: by.userId,
        payload: { revision, warnings: findings.map(({ code, queueId, agentId }) => ({ code, queueId, agentId })) },
      });
      await apply();
      return this.plan();
    });
  }
}
