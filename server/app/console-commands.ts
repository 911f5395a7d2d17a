import type { ConsoleStarted, CommandArgs, CommandName } from "../../shared/wire/console.ts";
import { roleAtLeast, type User } from "../../shared/domain/user.ts";
import { giveCaller } from "./waiting/give-caller.ts";
import { redirectCaller } from "./waiting/redirect-caller.ts";
import { CommandError, type ConsoleApp, type ConsoleConnection } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import { asCommandError } from "./conversations.ts";

type Handlers = { readonly [N in CommandName]: (connection: ConsoleConnection, args: CommandArgs<N>) => unknown };

/** What people at consoles may ask for. A command of a connection that does not own its desk any more is refused. */
export class ConsoleCommands implements ConsoleApp {
  readonly #centre: Centre;
  readonly #connections = new Map<string, ConsoleConnection>();
  readonly #handlers: Handlers;

  constructor(centre: Centre) {
    this.#centre = centre;
    this.#handlers = this.#makeHandlers();
  }

  connected(connection: ConsoleConnection): void {
    this.#connections.set(connection.connectionId, connection);
    if (!roleAtLeast(connection.user.role, "supervisor")) return;
    if (!this.#centre.wallboard.watch(connection))
      this.#centre.log.warn({ user: connection.user.userId }, "too many wallboards");
  }

  disconnected(connectionId: string): void {
    const connection = this.#connections.get(connectionId);
    if (!connection) return;
    this.#connections.delete(connectionId);
    this.#centre.wallboard.unwatch(connectionId);
    this.#centre.waitingLines.unwatch(connectionId);
    if (connection.clientKind === "console") this.#centre.agents.disconnected(connection);
  }

  async command<N extends CommandName>(connectionId: string, name: N, args: CommandArgs<N>): Promise<unknown> {
    const connection = this.#connections.get(connectionId);
    if (!connection) throw new CommandError("not-signed-in");
    if (
      name !== "console.start" &&
      name !== "agent.force-state" &&
      name !== "waiting.watch" &&
      name !== "waiting.redirect" &&
      name !== "waiting.give" &&
      this.#centre.agents.connection(connection.user.userId) !== connection
    ) {
      throw new CommandError("conflict");
    }
    try {
      return await this.#handlers[name](connection, args);
    } catch (error) {
      const failure = asCommandError(error);
      if (failure.code === "internal") this.#centre.log.error({ err: error, command: name }, "command failed");
      throw failure;
    }
  }

  #makeHandlers(): Handlers {
    const { agenda, agents, views, offers, conversations, monitors, wrapUps, outbound, listWork } = this.#centre;
    const { transfers, consultations, parking, targets, waitingLines, phoneLogins } = this.#centre;
    return {
      "console.start": async (connection, { contactInCall = null }): Promise<ConsoleStarted> => {
        if (connection.clientKind !== "console") throw new CommandError("forbidden");
        const sip = await agents.start(connection, contactInCall);
        agenda.push(connection.user.userId);
        return { sip, view: views.first(connection.user.userId), iceServers: [...this.#centre.settings.iceServers] };
      },
      "agent.ready": async ({ user }) => {
        // Whoever presses it sees their phone registered: the PBX is asked before it is said that it is not.
        const wish = agents.lastWish(user.userId);
        await phoneLogins.lookUp(user.userId);
        agents.ready(user.userId, wish);
      },
      "agent.not-ready": ({ user }, { reason }) => agents.notReady(user.userId, reason),
      "agent.microphone": ({ user }, { ready }) => agents.microphone(user.userId, ready),
      "agent.phone-registered": ({ user }) => phoneLogins.saysRegistered(user.userId),
      "offer.reject": ({ user }, { offerId }) => {
        if (!offers.reject(user.userId, offerId)) throw new CommandError("offer-gone");
      },
      "call.hold": ({ user }, { contactId }) => conversations.hold(user.userId, contactId),
      "call.resume": ({ user }, { contactId }) => conversations.resume(user.userId, contactId),
      "call.hang-up": ({ user }, { contactId }) => conversations.hangUp(user.userId, contactId),
      "call.quality": async ({ user }, { contactId, sample }) => ({
        line: await this.#centre.callQualities.report(user.userId, contactId, sample),
      }),
      "consult.start": ({ user }, { contactId, target }) => consultations.start(user, contactId, target),
      "consult.swap": ({ user }, { contactId }) => consultations.swap(user, contactId),
      "consult.conference": ({ user }, { contactId }) => consultations.conference(user, contactId),
      "consult.complete": ({ user }, { contactId }) => consultations.complete(user, contactId),
      "consult.cancel": ({ user }, { contactId }) => consultations.cancel(user, contactId),
      "transfer.start": ({ user }, { contactId, target }) => transfers.start(user, contactId, target),
      "call.park": ({ user }, { contactId }) => parking.park(user, contactId),
      "call.retrieve": ({ user }, { contactId }) => parking.retrieve(user, contactId),
      "targets.list": ({ user }) => targets.list(user),
      "contact.choose-customer": ({ user }, { contactId, customerId }) =>
        this.#chooseCustomer(user.userId, contactId, customerId),
      "wrap-up.save-draft": ({ user }, { contactId, disposition, note }) =>
        wrapUps.saveDraft(user.userId, contactId, disposition, note),
      "wrap-up.complete": ({ user }, { contactId, disposition, note, notReadyReason }) =>
        wrapUps.complete(user.userId, contactId, disposition, note, notReadyReason),
      "list.next": ({ user }, { callListId }) => listWork.next(user.userId, callListId),
      "list.skip": ({ user }, { entryId }) => listWork.skip(user.userId, entryId),
      "call.dial": ({ user }, { number, despiteDoNotCall = false }) =>
        outbound.dialNumber(user, number, despiteDoNotCall),
      "list.dial": ({ user }, { entryId }) => outbound.dial(user.userId, entryId),
      "voicemail.call": ({ user }, { voicemailId }) => outbound.answerMessage(user, voicemailId),
      "waiting.watch": (connection, { queueId, deep }) => {
        mustSupervise(connection.user);
        waitingLines.watch(connection, queueId, deep);
      },
      "waiting.redirect": ({ user }, { contactId, queueId }) => {
        mustSupervise(user);
        redirectCaller(this.#centre, user, contactId, queueId);
      },
      "waiting.give": ({ user }, { contactId, agentId }) => {
        mustSupervise(user);
        giveCaller(this.#centre, user, contactId, agentId);
      },
      "agent.force-state": ({ user }, { agentId, state }) => {
        mustSupervise(user);
        agents.force(user, agentId, state);
      },
      "monitor.start": ({ user }, { agentId }) => {
        mustSupervise(user);
        return monitors.start(user, agentId);
      },
      "monitor.mode": ({ user }, { mode }) => {
        mustSupervise(user);
        return monitors.setMode(user, mode);
      },
      "monitor.stop": ({ user }) => {
        mustSupervise(user);
        monitors.stop(user);
      },
    };
  }

  async #chooseCustomer(
    agentId: ConsoleConnection["user"]["userId"],
    contactId: string,
    customerId: CommandArgs<"contact.choose-customer">["customerId"],
  ): Promise<void> {
    const { registry, callerRecords, views, journal, clock } = this.#centre;
    const contact = registry.ofAgent(agentId);
    if (contact?.record.contactId !== contactId) throw new CommandError("not-found");
    await callerRecords.identifyAs(contact, customerId);
    if (customerId && contact.context.customerId !== customerId) throw new CommandError("not-found");
    journal.append({
      at: clock.now(),
      type: "contact.customer-chosen",
      contactId: contact.record.contactId,
      agentId,
      payload: { customerId },
    });
    registry.save(contact);
    views.push(agentId);
  }
}

function mustSupervise({ role }: User): void {
  if (!roleAtLeast(role, "supervisor")) throw new CommandError("forbidden");
}
