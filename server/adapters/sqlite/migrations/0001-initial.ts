import type { Migration } from "../migrate.ts";

/** Times are milliseconds since 1970 (EpochMs), amounts minor units, flags 0/1. Columns ending in _json hold what is only ever read whole. */
export const migration0001: Migration = {
  version: 1,
  name: "initial",
  sql: `
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  contact_id TEXT,
  agent_id TEXT,
  payload_json TEXT NOT NULL
) STRICT;
CREATE INDEX journal_contact ON journal (contact_id, seq) WHERE contact_id IS NOT NULL;

CREATE TABLE contacts (
  contact_id TEXT PRIMARY KEY,
  direction TEXT NOT NULL,
  phase TEXT NOT NULL,
  outcome TEXT,
  customer_id TEXT,
  customer_name TEXT,
  agent_id TEXT,
  agent_name TEXT,
  queue_id TEXT,
  ani_e164 TEXT,
  ani_raw TEXT NOT NULL,
  ani_presentation TEXT NOT NULL,
  dnis TEXT NOT NULL,
  language TEXT NOT NULL,
  arrived_at INTEGER NOT NULL,
  queued_at INTEGER,
  offered_at INTEGER,
  answered_at INTEGER,
  ended_at INTEGER,
  wrap_up_ended_at INTEGER,
  held_ms INTEGER NOT NULL,
  tier TEXT NOT NULL,
  collected_json TEXT NOT NULL,
  disposition TEXT,
  note TEXT NOT NULL,
  missed_offers INTEGER NOT NULL,
  call_list_entry_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_arrived ON contacts (arrived_at);
CREATE INDEX contacts_customer ON contacts (customer_id, arrived_at) WHERE customer_id IS NOT NULL;
CREATE INDEX contacts_agent ON contacts (agent_id, arrived_at) WHERE agent_id IS NOT NULL;
CREATE INDEX contacts_open ON contacts (arrived_at) WHERE phase <> 'closed';

CREATE TABLE customers (
  customer_rowid INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  company TEXT,
  language TEXT,
  -- Not a foreign key: an import may bring children before their parents, and a cycle must be survivable, not impossible.
  parent_id TEXT,
  pin_hash TEXT,
  pin_failures INTEGER NOT NULL DEFAULT 0,
  pin_locked_until INTEGER,
  balance_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  balance_due_at INTEGER,
  membership_programme TEXT,
  membership_points INTEGER,
  services_json TEXT NOT NULL,
  revenue_12m_minor INTEGER NOT NULL,
  customer_since INTEGER NOT NULL,
  active_products INTEGER NOT NULL,
  arrears_minor INTEGER NOT NULL,
  churn_risk REAL NOT NULL,
  key_account INTEGER NOT NULL,
  score INTEGER NOT NULL,
  tier TEXT NOT NULL,
  notes TEXT NOT NULL,
  notes_by TEXT,
  notes_at INTEGER
) STRICT;
CREATE INDEX customers_score ON customers (score);
CREATE INDEX customers_parent ON customers (parent_id, name) WHERE parent_id IS NOT NULL;

CREATE TABLE customer_identifiers (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  -- The value backwards: "ends with 8000" becomes a range scan too.
  value_reversed TEXT NOT NULL,
  customer_rowid INTEGER NOT NULL REFERENCES customers (customer_rowid) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  display TEXT NOT NULL,
  PRIMARY KEY (kind, value, customer_rowid)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_identifiers_value ON customer_identifiers (value);
CREATE INDEX customer_identifiers_reversed ON customer_identifiers (value_reversed);
CREATE INDEX customer_identifiers_customer ON customer_identifiers (customer_rowid, position);

-- Han characters stand separated by spaces, so that each is a token of its own and any two in a row are found as a phrase.
CREATE VIRTUAL TABLE customer_names USING fts5 (name, company, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');

CREATE TABLE value_models (
  generation INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  revenue_bounds_json TEXT NOT NULL,
  fitted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
  user_id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE failed_logins (
  failed_login_id INTEGER PRIMARY KEY,
  login TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX failed_logins_login ON failed_logins (login, at);
CREATE INDEX failed_logins_at ON failed_logins (at);

CREATE TABLE queues (
  queue_id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  names_json TEXT NOT NULL,
  strategy TEXT NOT NULL,
  requirements_json TEXT NOT NULL,
  ring_timeout_ms INTEGER NOT NULL,
  wrap_up_timeout_ms INTEGER NOT NULL,
  promotion_after_ms INTEGER NOT NULL,
  service_level_threshold_ms INTEGER NOT NULL,
  short_abandon_ms INTEGER NOT NULL,
  announce_every_ms INTEGER NOT NULL,
  waiting_max INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agents (
  agent_id TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  skills_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE queue_memberships (
  agent_id TEXT NOT NULL REFERENCES agents (agent_id) ON DELETE CASCADE,
  queue_id TEXT NOT NULL REFERENCES queues (queue_id) ON DELETE CASCADE,
  preference INTEGER NOT NULL,
  PRIMARY KEY (agent_id, queue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_points (
  dnis TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  queue_id TEXT NOT NULL REFERENCES queues (queue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_lists (
  call_list_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  mode TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  -- 0 while its rows are being stored; what a crash leaves at 0 is removed at the next start.
  ready INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE call_list_entries (
  entry_id TEXT PRIMARY KEY,
  call_list_id TEXT NOT NULL REFERENCES call_lists (call_list_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  phone TEXT NOT NULL,
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  customer_id TEXT,
  leased_by TEXT,
  lease_ends_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX call_list_entries_order ON call_list_entries (call_list_id, state, position);
CREATE INDEX call_list_entries_position ON call_list_entries (call_list_id, position);
CREATE INDEX call_list_entries_lease ON call_list_entries (call_list_id, leased_by) WHERE leased_by IS NOT NULL;

CREATE TABLE call_list_attempts (
  attempt_id INTEGER PRIMARY KEY,
  entry_id TEXT NOT NULL REFERENCES call_list_entries (entry_id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  disposition TEXT,
  UNIQUE (entry_id, contact_id)
) STRICT;

CREATE TABLE call_list_rejected_rows (
  call_list_id TEXT NOT NULL REFERENCES call_lists (call_list_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  line INTEGER NOT NULL,
  content TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (call_list_id, position)
) STRICT, WITHOUT ROWID;
`,
};
