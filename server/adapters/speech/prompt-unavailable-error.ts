/** A prompt can be neither found nor made (error table: `prompt-unavailable`). The message never quotes spoken values. */
export class PromptUnavailableError extends Error {
  readonly code = "prompt-unavailable";
  constructor(reason: string, options?: ErrorOptions) {
    super(`prompt unavailable: ${reason}`, options);
    this.name = "PromptUnavailableError";
  }
}
