import type { Statement } from "better-sqlite3";
import { sql } from "kysely";
import type { AgentConfig, SkillLevels } from "../../../shared/domain/agent.ts";
import type { QueueConfig } from "../../../shared/domain/queue.ts";
import { asId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { RoutingProvisioning } from "../../ports/provisioning.ts";
import type { RoutingConfigStore } from "../../ports/user-store.ts";
import type { AgentShift, EntryPoint, NamedSkill, RoutingPlan } from "../../../shared/domain/routing-plan.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface QueueRow {
  queue_id: string;
  position: number;
  names_json: string;
  strategy: QueueConfig["strategy"];
  alternatives_json: string;
  relaxation_json: string;
  overflow_json: string;
  ring_timeout_ms: number;
  wrap_up_timeout_ms: number;
  promotion_after_ms: number;
  service_level_threshold_ms: number;
  short_abandon_ms: number;
  announce_every_ms: number;
  waiting_max: number;
  on_full_json: string;
  max_wait_ms: number | null;
  on_max_wait_json: string;
  on_no_agents_json: string;
  on_closed_json: string;
  closing_rule: QueueConfig["closingRule"];
  calendar_id: string | null;
  reserve_service_level: number;
}
interface AgentRow {
  agent_id: string;
  display_name: string;
  skills_json: string;
}
interface MembershipRow {
  agent_id: string;
  queue_id: string;
  preference: number;
  reserve: number;
}
interface EntryPointRow {
  dnis: string;
  names_json: string;
  flow_id: string;
  queue_id: string;
}
interface SkillRow {
  skill: string;
  names_json: string;
}
interface ShiftRow {
  agent_id: string;
  calendar_id: string;
}
type RoutingTables = {
  queues: QueueRow;
  agents: AgentRow;
  queue_memberships: MembershipRow;
  entry_points: EntryPointRow;
  named_skills: SkillRow;
  agent_shifts: ShiftRow;
  routing_revision: { one: number; revision: number };
};

const ROWS_MAX = 10_000;

export class SqliteRoutingConfigStore implements RoutingConfigStore, RoutingProvisioning {
  readonly #database: SqliteDatabase;
  readonly #insertAgent: Statement<[string, string, string]>;
  readonly #insertMembership: Statement<[string, string, number, number]>;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#insertAgent = database.prepare(
      `INSERT INTO agents (agent_id, display_name, skills_json) VALUES (?, ?, ?)
       ON CONFLICT (agent_id) DO UPDATE SET display_name = excluded.display_name, skills_json = excluded.skills_json`,
    );
    this.#insertMembership = database.prepare(
      "INSERT INTO queue_memberships (agent_id, queue_id, preference, reserve) VALUES (?, ?, ?, ?)",
    );
  }

  /** In the order in which they were created. */
  async queues(): Promise<readonly QueueConfig[]> {
    return this.#database
      .all(this.#tables().selectFrom("queues").selectAll().orderBy("position").limit(ROWS_MAX))
      .map(queueOf);
  }

  async agents(): Promise<readonly AgentConfig[]> {
    const agents = this.#database.all(
      this.#tables().selectFrom("agents").selectAll().orderBy("agent_id").limit(ROWS_MAX),
    );
    const memberships = this.#database.all(
      this.#tables()
        .selectFrom("queue_memberships")
        .selectAll()
        .orderBy("agent_id")
        .orderBy("preference")
        .orderBy("queue_id"),
    );
    const byAgent = grouped(memberships);
    return agents.map((row) => ({
      agentId: asId<UserId>(row.agent_id),
      displayName: row.display_name,
      skills: parseJsonColumn("agents.skills_json", row.skills_json) as SkillLevels,
      memberships: (byAgent.get(row.agent_id) ?? []).map(({ queue_id, preference, reserve }) => ({
        queueId: asId<QueueId>(queue_id),
        preference,
        reserve: reserve !== 0,
      })),
    }));
  }

  async entryPoints(): Promise<readonly EntryPoint[]> {
    const rows = this.#database.all(
      this.#tables().selectFrom("entry_points").selectAll().orderBy("dnis").limit(ROWS_MAX),
    );
    return rows.map((row) => ({
      dnis: row.dnis,
      names: parseJsonColumn("entry_points.names_json", row.names_json) as Record<string, string>,
      flowId: row.flow_id,
      queueId: row.queue_id,
    }));
  }

  async skills(): Promise<readonly NamedSkill[]> {
    return this.#database
      .all(this.#tables().selectFrom("named_skills").selectAll().orderBy("skill").limit(ROWS_MAX))
      .map((row) => ({
        skill: row.skill,
        names: parseJsonColumn("named_skills.names_json", row.names_json) as NamedSkill["names"],
      }));
  }

  async shifts(): Promise<readonly AgentShift[]> {
    return this.#database
      .all(this.#tables().selectFrom("agent_shifts").selectAll().orderBy("agent_id").limit(ROWS_MAX))
      .map((row) => ({ agentId: asId<UserId>(row.agent_id), calendarId: row.calendar_id }));
  }

  revision(): number {
    return this.#database.first(this.#tables().selectFrom("routing_revision").select("revision"))?.revision ?? 0;
  }

  replace({ queues, agents, entryPoints, skills, shifts }: RoutingPlan): number {
    this.#database.transaction(() => {
      this.#changed();
      for (const table of [
        "agent_shifts",
        "named_skills",
        "queue_memberships",
        "entry_points",
        "agents",
        "queues",
      ] as const)
        this.#database.run(this.#tables().deleteFrom(table));
      for (const queue of queues) this.saveQueue(queue);
      for (const agent of agents) this.#writeAgent(agent);
      for (const entryPoint of entryPoints) this.saveEntryPoint(entryPoint);
      for (const skill of skills) this.saveSkill(skill);
      for (const { agentId, calendarId } of shifts) {
        const row = { agent_id: agentId, calendar_id: calendarId };
        this.#database.run(this.#tables().insertInto("agent_shifts").values(row));
      }
    });
    return this.revision();
  }

  saveQueue(queue: QueueConfig): void {
    this.#changed();
    const { position, queue_id, ...changed } = rowOfQueue(queue, this.#nextQueuePosition());
    this.#database.run(
      this.#tables()
        .insertInto("queues")
        .values({ ...changed, position, queue_id })
        .onConflict((conflict) => conflict.column("queue_id").doUpdateSet(changed)),
    );
  }

  saveAgent(agent: AgentConfig): void {
    this.#database.transaction(() => {
      this.#changed();
      this.#database.run(this.#tables().deleteFrom("queue_memberships").where("agent_id", "=", agent.agentId));
      this.#writeAgent(agent);
    });
  }

  /** By prepared statements: a plan has thousands of these, and calls wait while it is written. */
  #writeAgent({ agentId, displayName, skills, memberships }: AgentConfig): void {
    this.#insertAgent.run(agentId, displayName, JSON.stringify(skills));
    for (const { queueId, preference, reserve } of memberships)
      this.#insertMembership.run(agentId, queueId, preference, reserve ? 1 : 0);
  }

  saveEntryPoint(entryPoint: EntryPoint): void {
    this.#changed();
    const changed = {
      names_json: JSON.stringify(entryPoint.names),
      flow_id: entryPoint.flowId,
      queue_id: entryPoint.queueId,
    };
    this.#database.run(
      this.#tables()
        .insertInto("entry_points")
        .values({ dnis: entryPoint.dnis, ...changed })
        .onConflict((conflict) => conflict.column("dnis").doUpdateSet(changed)),
    );
  }

  saveSkill({ skill, names }: NamedSkill): void {
    this.#changed();
    const changed = { names_json: JSON.stringify(names) };
    this.#database.run(
      this.#tables()
        .insertInto("named_skills")
        .values({ skill, ...changed })
        .onConflict((conflict) => conflict.column("skill").doUpdateSet(changed)),
    );
  }

  #changed(): void {
    this.#database.run(this.#tables().updateTable("routing_revision").set({ revision: sql`revision + 1` }));
  }

  #nextQueuePosition(): number {
    const row = this.#database.first(
      this.#tables()
        .selectFrom("queues")
        .select(({ fn }) => fn.max("position").as("last")),
    );
    return (row?.last ?? 0) + 1;
  }

  #tables() {
    return this.#database.tables<RoutingTables>();
  }
}

function grouped(memberships: readonly MembershipRow[]): Map<string, MembershipRow[]> {
  const byAgent = new Map<string, MembershipRow[]>();
  for (const row of memberships) {
    const rows = byAgent.get(row.agent_id);
    if (rows) rows.push(row);
    else byAgent.set(row.agent_id, [row]);
  }
  return byAgent;
}

function queueOf(row: QueueRow): QueueConfig {
  return {
    queueId: asId<QueueId>(row.queue_id),
    names: parseJsonColumn("queues.names_json", row.names_json) as QueueConfig["names"],
    strategy: row.strategy,
    alternatives: parseJsonColumn("queues.alternatives_json", row.alternatives_json) as QueueConfig["alternatives"],
    relaxation: parseJsonColumn("queues.relaxation_json", row.relaxation_json) as QueueConfig["relaxation"],
    overflow: parseJsonColumn("queues.overflow_json", row.overflow_json) as QueueConfig["overflow"],
    ringTimeoutMs: row.ring_timeout_ms,
    wrapUpTimeoutMs: row.wrap_up_timeout_ms,
    promotionAfterMs: row.promotion_after_ms,
    serviceLevelThresholdMs: row.service_level_threshold_ms,
    shortAbandonMs: row.short_abandon_ms,
    announceEveryMs: row.announce_every_ms,
    waitingMax: row.waiting_max,
    onFull: parseJsonColumn("queues.on_full_json", row.on_full_json) as QueueConfig["onFull"],
    maxWaitMs: row.max_wait_ms,
    onMaxWait: parseJsonColumn("queues.on_max_wait_json", row.on_max_wait_json) as QueueConfig["onMaxWait"],
    onNoAgents: parseJsonColumn("queues.on_no_agents_json", row.on_no_agents_json) as QueueConfig["onNoAgents"],
    onClosed: parseJsonColumn("queues.on_closed_json", row.on_closed_json) as QueueConfig["onClosed"],
    closingRule: row.closing_rule,
    calendarId: row.calendar_id,
    reserveWhileServiceLevelAtLeast: row.reserve_service_level,
  };
}

function rowOfQueue(queue: QueueConfig, position: number): QueueRow {
  return {
    queue_id: queue.queueId,
    position,
    names_json: JSON.stringify(queue.names),
    strategy: queue.strategy,
    alternatives_json: JSON.stringify(queue.alternatives),
    relaxation_json: JSON.stringify(queue.relaxation),
    overflow_json: JSON.stringify(queue.overflow),
    ring_timeout_ms: queue.ringTimeoutMs,
    wrap_up_timeout_ms: queue.wrapUpTimeoutMs,
    promotion_after_ms: queue.promotionAfterMs,
    service_level_threshold_ms: queue.serviceLevelThresholdMs,
    short_abandon_ms: queue.shortAbandonMs,
    announce_every_ms: queue.announceEveryMs,
    waiting_max: queue.waitingMax,
    on_full_json: JSON.stringify(queue.onFull),
    max_wait_ms: queue.maxWaitMs,
    on_max_wait_json: JSON.stringify(queue.onMaxWait),
    on_no_agents_json: JSON.stringify(queue.onNoAgents),
    on_closed_json: JSON.stringify(queue.onClosed),
    closing_rule: queue.closingRule,
    calendar_id: queue.calendarId,
    reserve_service_level: queue.reserveWhileServiceLevelAtLeast,
  };
}
