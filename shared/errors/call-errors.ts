import { entry } from "./error-entry.ts";

/** What can go wrong with a call, an agent or a call list while everything runs. */
export const TELEPHONY_ERRORS = {
  "pbx-unavailable": entry(
    "error",
    "The telephone exchange cannot be reached.",
    "Calls go on by the survival rules; the connection is retried by itself. If it lasts, restart with `npm run up`.",
  ),
  "pbx-timeout": entry(
    "warning",
    "The telephone exchange did not answer in time.",
    "Try once more. If it happens often, look at the load of the machine and at the exchange's log in the data folder.",
  ),
  "pbx-refused": entry(
    "error",
    "The telephone exchange refused the request.",
    "The server's log names the reason; check the trunk and the generated configuration.",
  ),
  "flow-unknown": entry(
    "error",
    "A service number leads to an IVR flow that does not exist.",
    "Name an existing flow for the entry point; its callers go straight to an agent meanwhile.",
  ),
  "ivr-fault": entry(
    "error",
    "An IVR flow could not go on.",
    "Its caller went to an agent; the server's log and the contact's journal show the state it was in.",
  ),
  "agent-unreachable": entry(
    "warning",
    "The agent's phone could not be rung.",
    "Reload the console and allow the microphone; the agent is set to not ready until the phone is back.",
  ),
  "channel-gone": entry("info", "The call is over already.", "Nothing to do: the other party hung up first."),
  "prompt-unavailable": entry(
    "error",
    "An announcement can be neither found nor made.",
    "Install espeak-ng or upload a recording for the prompt that the log names; callers hear the next one meanwhile.",
  ),
} as const;

export const CALL_ERRORS = {
  "unknown-dnis": entry(
    "warning",
    "Nobody answers for the number that was dialled.",
    "Dial the service number shown on the web phone, or add the number as an entry point.",
  ),
  "bad-number": entry(
    "warning",
    "This is not a telephone number that can be dialled.",
    "Give it with its country code, e.g. +86 10 1234 5678.",
  ),
  "dial-forbidden": entry(
    "warning",
    "This number may not be dialled from here.",
    "Ask an administrator: CORDBOARD_DIAL_ROLE, CORDBOARD_DIAL_ALLOW and CORDBOARD_DIAL_DENY say who may dial what.",
  ),
  "outside-calling-hours": entry(
    "info",
    "It is not a time of day at which this person may be called where they are.",
    "Skip this entry: the list offers it again when they may be called.",
  ),
  "on-do-not-call-list": entry(
    "info",
    "This person has asked not to be called: their number is on the do-not-call list.",
    "Take the next entry; this one is closed.",
  ),
  "do-not-call-unconfirmed": entry(
    "warning",
    "This number is on the do-not-call list.",
    "Call only if this person asked to be rung about something else; then confirm it.",
  ),
  "do-not-call-full": entry(
    "warning",
    "The do-not-call list is full.",
    "Remove numbers that nobody has any more before you add others.",
  ),
  "called-before": entry(
    "info",
    "This number was called a short while ago, or often enough today.",
    "Skip this entry: the list offers it again when it may be called.",
  ),
  "target-unavailable": entry(
    "info",
    "This colleague cannot be rung now, or nobody there can help with this.",
    "Choose somebody else, or a queue.",
  ),
  "queue-unattended": entry(
    "info",
    "That queue is closed, or nobody is signed in there.",
    "Choose another queue; the caller keeps their place.",
  ),
  "two-calls": entry("info", "There are two calls already.", "Finish one of them first."),
  "parking-full": entry(
    "warning",
    "All parking places are taken.",
    "Put the customer on hold, or fetch a parked call.",
  ),
  "no-active-call": entry("info", "There is no call to do this with.", "Nothing to do: the call is over already."),
  "agent-busy": entry("info", "The agent has a call or is wrapping up.", "Finish the current contact first."),
  "agent-not-signed-in": entry("info", "This agent is not signed in.", "Wait until the agent has signed in."),
  "offer-gone": entry(
    "info",
    "The offered call is gone.",
    "Nothing to do: the caller hung up or it went to somebody else.",
  ),
  "wrap-up-required": entry(
    "info",
    "The last contact is not closed yet.",
    "Choose a result for the last call, then go on.",
  ),
  "monitor-self": entry("info", "Nobody listens to their own call.", "Choose a colleague who is in a call."),
  "monitor-busy": entry(
    "info",
    "You are in a call, or listening to one already.",
    "Finish your call or stop listening first.",
  ),
  "monitor-limit": entry(
    "info",
    "So many supervisors listen to this call already that nobody else can.",
    "Wait until one of them stops.",
  ),
  "queue-full": entry(
    "warning",
    "The waiting queue is full.",
    "Callers are told so; raise the limit of the queue or add agents.",
  ),
} as const;

export const CALL_LIST_ERRORS = {
  "csv-unreadable": entry(
    "warning",
    "The file cannot be read as a list of people to call.",
    "Save it as CSV (UTF-8) with a header row that has at least a `phone` column.",
  ),
  "csv-too-large": entry("warning", "The file is too large.", "Split it: at most 50,000 rows or 10 MB in one file."),
  "bad-encoding": entry(
    "warning",
    "The file is not written in a character set that can be read.",
    "Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”).",
  ),
  "csv-no-phone-column": entry(
    "warning",
    "The file has no column with telephone numbers.",
    "Name the column `phone` in the first row.",
  ),
  "csv-malformed": entry(
    "warning",
    "The file is not a CSV file.",
    "Save it as CSV (UTF-8) with a header row and try again.",
  ),
  "csv-empty": entry(
    "warning",
    "The file has no rows below its header.",
    "Choose the file that holds the people to call.",
  ),
  "lease-lost": entry(
    "info",
    "This entry of the call list is not reserved for you (any more).",
    "Fetch the next entry.",
  ),
  "entry-unknown": entry("info", "This entry of the call list does not exist.", "Fetch the next entry."),
} as const;
