import { entry } from "./error-entry.ts";

/** What can keep Cordboard from starting, or end it. */
export const START_UP_ERRORS = {
  "node-too-old": entry("fatal", "This version of Node.js is too old.", "Install Node.js 20.19 or later."),
  "install-failed": entry(
    "fatal",
    "The packages Cordboard is made of could not be installed.",
    "Check the network and npm's registry setting, then run `npm ci` to see npm's own message.",
  ),
  "build-failed": entry(
    "fatal",
    "Cordboard could not be built from its sources.",
    "Undo local changes (`git status`), then start again; the place is named.",
  ),
  "port-in-use": entry(
    "fatal",
    "A network port that Cordboard needs is taken by another program.",
    "Stop that program, or choose another port with the variable named.",
  ),
  "disk-full": entry(
    "fatal",
    "There is no room left on the disk of the data folder.",
    "Make room, or put the data folder elsewhere with CORDBOARD_DATA_DIR; nothing that was stored is lost.",
  ),
  "data-folder-unusable": entry(
    "fatal",
    "The data folder cannot be created or written to.",
    "Give this user the right to write there, or choose another one with CORDBOARD_DATA_DIR.",
  ),
  "database-broken": entry(
    "fatal",
    "The database file is damaged or is not a database.",
    "Move it away and put a backup copy in its place; the file is left untouched.",
  ),
  "database-locked": entry(
    "fatal",
    "Another program holds the database.",
    "Close whatever has the database file open, then start again.",
  ),
  "database-newer": entry(
    "fatal",
    "The database was written by a later version of Cordboard.",
    "Start that later version, or use another data folder with CORDBOARD_DATA_DIR.",
  ),
  "database-unreachable": entry(
    "fatal",
    "The database file cannot be opened.",
    "Check that the data folder exists and belongs to this user; the path is named.",
  ),
  "already-running": entry(
    "fatal",
    "Cordboard is running already with this data folder.",
    "Use the one that runs, or stop it first, or give this one another folder with CORDBOARD_DATA_DIR.",
  ),
  "config-invalid": entry(
    "fatal",
    "The configuration has a mistake.",
    "Correct the setting named; `npm run up -- --help` lists all.",
  ),
  "renderer-not-built": entry(
    "fatal",
    "The console's pages have not been built.",
    "Start with `npm run up`, which builds them, or run `npm run build:renderer`.",
  ),
  "start-up-failed": entry(
    "fatal",
    "Cordboard could not be started.",
    "The reason is named; if it is not clear, start again with CORDBOARD_LOG_LEVEL=debug.",
  ),
} as const;

export const PBX_ERRORS = {
  "no-pbx": entry(
    "fatal",
    "No telephone exchange was found and none could be provided.",
    "Install Asterisk 20 or later, or name an existing one with CORDBOARD_PBX_URL.",
  ),
  "pbx-start-failed": entry(
    "fatal",
    "The telephone exchange did not start.",
    "Its own messages stand in the log named; a taken port is the usual reason.",
  ),
  "pbx-stopped": entry(
    "fatal",
    "The telephone exchange has ended by itself.",
    "Start again with `npm run up`; its log in the data folder says why it ended.",
  ),
} as const;
