import type { AgentConfig, QueueConfig, SkillLevels, SkillRequirement } from "../../../shared/domain/agent.ts";
import { asId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";
import type { RoutingProvisioning } from "../../ports/provisioning.ts";
import type { EntryPoint, RoutingConfigStore } from "../../ports/user-store.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface QueueRow {
  queue_id: string;
  position: number;
  names_json: string;
  strategy: QueueConfig["strategy"];
  requirements_json: string;
  ring_timeout_ms: number;
  wrap_up_timeout_ms: number;
  promotion_after_ms: number;
  service_level_threshold_ms: number;
  short_abandon_ms: number;
  announce_every_ms: number;
  waiting_max: number;
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
}
interface EntryPointRow {
  dnis: string;
  names_json: string;
  flow_id: string;
  queue_id: string;
}
type RoutingTables = {
  queues: QueueRow;
  agents: AgentRow;
  queue_memberships: MembershipRow;
  entry_points: EntryPointRow;
};

const ROWS_MAX = 10_000;

export class SqliteRoutingConfigStore implements RoutingConfigStore, RoutingProvisioning {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
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
      memberships: (byAgent.get(row.agent_id) ?? []).map(({ queue_id, preference }) => ({
        queueId: asId<QueueId>(queue_id),
        preference,
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

  saveQueue(queue: QueueConfig): void {
    const { position, queue_id, ...changed } = rowOfQueue(queue, this.#nextQueuePosition());
    this.#database.run(
      this.#tables()
        .insertInto("queues")
        .values({ ...changed, position, queue_id })
        .onConflict((conflict) => conflict.column("queue_id").doUpdateSet(changed)),
    );
  }

  saveAgent(agent: AgentConfig): void {
    const changed = { display_name: agent.displayName, skills_json: JSON.stringify(agent.skills) };
    this.#database.transaction(() => {
      this.#database.run(
        this.#tables()
          .insertInto("agents")
          .values({ agent_id: agent.agentId, ...changed })
          .onConflict((conflict) => conflict.column("agent_id").doUpdateSet(changed)),
      );
      this.#database.run(this.#tables().deleteFrom("queue_memberships").where("agent_id", "=", agent.agentId));
      for (const { queueId, preference } of agent.memberships) {
        this.#database.run(
          this.#tables()
            .insertInto("queue_memberships")
            .values({ agent_id: agent.agentId, queue_id: queueId, preference }),
        );
      }
    });
  }

  saveEntryPoint(entryPoint: EntryPoint): void {
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
    requirements: parseJsonColumn("queues.requirements_json", row.requirements_json) as readonly SkillRequirement[],
    ringTimeoutMs: row.ring_timeout_ms,
    wrapUpTimeoutMs: row.wrap_up_timeout_ms,
    promotionAfterMs: row.promotion_after_ms,
    serviceLevelThresholdMs: row.service_level_threshold_ms,
    shortAbandonMs: row.short_abandon_ms,
    announceEveryMs: row.announce_every_ms,
    waitingMax: row.waiting_max,
  };
}

function rowOfQueue(queue: QueueConfig, position: number): QueueRow {
  return {
    queue_id: queue.queueId,
    position,
    names_json: JSON.stringify(queue.names),
    strategy: queue.strategy,
    requirements_json: JSON.stringify(queue.requirements),
    ring_timeout_ms: queue.ringTimeoutMs,
    wrap_up_timeout_ms: queue.wrapUpTimeoutMs,
    promotion_after_ms: queue.promotionAfterMs,
    service_level_threshold_ms: queue.serviceLevelThresholdMs,
    short_abandon_ms: queue.shortAbandonMs,
    announce_every_ms: queue.announceEveryMs,
    waiting_max: queue.waitingMax,
  };
}
