import type { Statement } from "better-sqlite3";
import type { CallQuality, QualityPoint } from "../../../shared/domain/call-quality.ts";
import { asId, type ContactId, type UserId } from "../../../shared/domain/ids.ts";
import type { CallQualityStore } from "../../ports/call-quality-store.ts";
import { parseJsonColumn } from "./parse-json-column.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

interface QualityRow {
  readonly contact_id: string;
  readonly agent_id: string;
  readonly first_at: number;
  readonly last_at: number;
  readonly mos_mean: number;
  readonly mos_min: number;
  readonly loss_percent: number;
  readonly jitter_ms: number;
  readonly rtt_ms: number | null;
  readonly line_loss_percent: number | null;
  readonly line_jitter_ms: number | null;
  readonly cause: CallQuality["cause"];
  readonly points_json: string;
}

const PARTS_MAX = 20;
/** In the order of `valuesOf`. */
const COLUMNS = [
  "contact_id",
  "agent_id",
  "first_at",
  "last_at",
  "mos_mean",
  "mos_min",
  "loss_percent",
  "jitter_ms",
  "rtt_ms",
  "line_loss_percent",
  "line_jitter_ms",
  "cause",
  "points_json",
] as const satisfies readonly (keyof QualityRow)[];

const UPSERT = `INSERT INTO call_quality (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (contact_id, agent_id) DO UPDATE SET ${COLUMNS.slice(2)
    .map((column) => `${column} = excluded.${column}`)
    .join(", ")}`;

/** Written every ten seconds of each call: prepared once, synchronous. */
export class SqliteCallQualityStore implements CallQualityStore {
  readonly #database: SqliteDatabase;
  readonly #upsert: Statement<(string | number | null)[]>;
  readonly #one: Statement<[string, string], QualityRow>;
  readonly #all: Statement<[string, number], QualityRow>;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#upsert = database.prepare(UPSERT);
    this.#one = database.prepare("SELECT * FROM call_quality WHERE contact_id = ? AND agent_id = ?");
    this.#all = database.prepare("SELECT * FROM call_quality WHERE contact_id = ? ORDER BY first_at LIMIT ?");
  }

  save(quality: CallQuality): void {
    this.#database.alone(() => this.#upsert.run(...valuesOf(quality)));
  }

  get(contactId: ContactId, agentId: UserId): CallQuality | null {
    const row = this.#database.guarded(() => this.#one.get(contactId, agentId));
    return row ? qualityOf(row) : null;
  }

  ofContact(contactId: ContactId): readonly CallQuality[] {
    return this.#database.guarded(() => this.#all.all(contactId, PARTS_MAX)).map(qualityOf);
  }
}

function valuesOf(quality: CallQuality): (string | number | null)[] {
  return [
    quality.contactId,
    quality.agentId,
    quality.firstAt,
    quality.lastAt,
    quality.mosMean,
    quality.mosMin,
    quality.lossPercent,
    quality.jitterMs,
    quality.rttMs,
    quality.lineLossPercent,
    quality.lineJitterMs,
    quality.cause,
    JSON.stringify(quality.points),
  ];
}

function qualityOf(row: QualityRow): CallQuality {
  return {
    contactId: asId<ContactId>(row.contact_id),
    agentId: asId<UserId>(row.agent_id),
    firstAt: row.first_at,
    lastAt: row.last_at,
    mosMean: row.mos_mean,
    mosMin: row.mos_min,
    lossPercent: row.loss_percent,
    jitterMs: row.jitter_ms,
    rttMs: row.rtt_ms,
    lineLossPercent: row.line_loss_percent,
    lineJitterMs: row.line_jitter_ms,
    cause: row.cause,
    points: parseJsonColumn("call_quality.points_json", row.points_json) as readonly QualityPoint[],
  };
}
