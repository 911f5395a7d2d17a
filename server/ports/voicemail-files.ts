/** The sounds of messages. Names are ids of voicemails; nobody outside the server names a file. */
export interface VoicemailFiles {
  /** Whole or not at all, readable by the server's user only. Rejects with code `disk-full` style errors of the system. */
  write(voicemailId: string, wav: Uint8Array): Promise<void>;
  /** null: there is none. */
  read(voicemailId: string): Promise<Uint8Array | null>;
  /** One that is not there is fine. */
  remove(voicemailId: string): Promise<void>;
}
