import { argv, stdout } from "node:process";
import { openDatabase } from "../../server/adapters/sqlite/open-database.ts";
import { openStores } from "../../server/adapters/sqlite/open-stores.ts";
import { journalEntries } from "./journal-entries.ts";
import { replayJournal } from "./replay-journal.ts";

// npx tsx test/replay/replay-database.ts COPY-OF/cordboard.db: what the routing core of today makes of an old journal.
const [, , path] = argv;
if (!path) throw new Error("which database? Give a copy: the file is opened for writing and migrated.");
const database = openDatabase({ path });
const stores = openStores(database, { passwordHasher: { hash: async () => "", verify: async () => false } });
const replay = replayJournal(journalEntries(stores.journal));
stdout.write(`${replay.effects.length} events in ${replay.runs} runs, digest ${replay.digest}\n`);
stdout.write(`${JSON.stringify(replay.statuses, null, 1)}\n`);
database.close();
