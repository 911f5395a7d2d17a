/** Branded identifiers: a `ContactId` can never be passed where an `AgentId` is meant. */
declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** One interaction with one customer, from the first ring to the end of wrap-up. */
export type ContactId = Branded<string, "ContactId">;
/** One attempt to ring one agent with one contact: `<contactId>.o<n>`. */
export type OfferId = Branded<string, "OfferId">;
/** A person who can sign in (agent, supervisor or admin). */
export type UserId = Branded<string, "UserId">;
export type QueueId = Branded<string, "QueueId">;
export type CustomerId = Branded<string, "CustomerId">;
export type CallListId = Branded<string, "CallListId">;
export type CallListEntryId = Branded<string, "CallListEntryId">;
export type AgendaEntryId = Branded<string, "AgendaEntryId">;
/** A PBX channel; chosen by the server before the request so that every request is idempotent. */
export type ChannelId = Branded<string, "ChannelId">;
export type BridgeId = Branded<string, "BridgeId">;
export type PlaybackId = Branded<string, "PlaybackId">;
export type RecordingId = Branded<string, "RecordingId">;
export type TimerId = Branded<string, "TimerId">;
/** One supervisor on one agent's call, from the click to the end. */
export type MonitorId = Branded<string, "MonitorId">;
export type SessionToken = Branded<string, "SessionToken">;

/** The one place where a plain string becomes an id: at a trust boundary, after validation. */
export function asId<T extends Branded<string, string>>(raw: string): T {
  return raw as T;
}
