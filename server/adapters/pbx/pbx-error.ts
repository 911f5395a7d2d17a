/** Codes this folder raises; each has its row (meaning, remedy) in shared/errors. */
export type PbxErrorCode =
  | 'pbx-unavailable'
  | 'pbx-package-source-missing'
  | 'pbx-provision-failed'
  | 'pbx-version-unsupported'
  | 'pbx-port-in-use'
  | 'pbx-already-running'
  | 'pbx-start-failed'
  | 'pbx-stopped'
  | 'pbx-config-invalid'
  | 'pbx-url-invalid'
  | 'pbx-url-unreachable'
  | 'disk-full'
  | 'tool-unavailable';

/** One failure of provisioning or running the PBX. `message` says what and why in one line, `detail` is a log tail at most. */
export class PbxError extends Error {
  readonly code: PbxErrorCode;
  readonly detail: string | undefined;

  constructor(code: PbxErrorCode, message: string, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PbxError';
    this.code = code;
    this.detail = options.detail;
  }
}
