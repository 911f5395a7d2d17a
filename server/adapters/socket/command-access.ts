import type { Role } from "../../../shared/domain/user.ts";
import type { CommandName } from "../../../shared/wire/console.ts";
import type { ConsoleConnection } from "../../ports/console-app.ts";

interface CommandAccess {
  readonly role: Role;
  readonly from: readonly ConsoleConnection["clientKind"][];
}

const agent: CommandAccess = { role: "agent", from: ["console"] };
const supervisor: CommandAccess = { role: "supervisor", from: ["console", "wallboard"] };

const listener: CommandAccess = { role: "supervisor", from: ["console"] };

/** Who may send what, from which kind of client. The compiler asks for a row with every new command. */
export const COMMAND_ACCESS: Readonly<Record<CommandName, CommandAccess>> = {
  "console.start": agent,
  "agent.ready": agent,
  "agent.not-ready": agent,
  "agent.phone-registered": agent,
  "agent.microphone": agent,
  "offer.reject": agent,
  "call.hold": agent,
  "call.resume": agent,
  "call.hang-up": agent,
  "call.quality": agent,
  // Which numbers, and from which role on, is the dial policy's (server/app/dial-policy.ts).
  "call.dial": agent,
  "consult.start": agent,
  "consult.swap": agent,
  "consult.conference": agent,
  "consult.complete": agent,
  "consult.cancel": agent,
  "transfer.start": agent,
  "call.park": agent,
  "call.retrieve": agent,
  "targets.list": agent,
  "contact.choose-customer": agent,
  "wrap-up.save-draft": agent,
  "wrap-up.complete": agent,
  "list.next": agent,
  "list.skip": agent,
  "list.dial": agent,
  "voicemail.call": agent,
  "waiting.watch": supervisor,
  "waiting.redirect": supervisor,
  "waiting.give": supervisor,
  "agent.force-state": supervisor,
  // It takes a phone, which a wall has not.
  "monitor.start": listener,
  "monitor.mode": listener,
  "monitor.stop": listener,
};

/** A wallboard shows everybody's calls. */
export const CLIENT_ACCESS: Readonly<Record<ConsoleConnection["clientKind"], Role>> = {
  console: "agent",
  wallboard: "supervisor",
};
