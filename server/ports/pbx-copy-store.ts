import type { ContactId, RecordingId } from "../../shared/domain/ids.ts";

/** A caller's recording that the exchange is still to remove: the message is in the inbox, or there was none. */
export interface PbxCopy {
  readonly recordingId: RecordingId;
  readonly contactId: ContactId;
}

export interface PbxCopyStore {
  /** Oldest first. */
  list(limit: number): Promise<readonly PbxCopy[]>;
  /** One that is there already stays as it is. */
  add(copy: PbxCopy): void;
  remove(recordingId: RecordingId): void;
}
