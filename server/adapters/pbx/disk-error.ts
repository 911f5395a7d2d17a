import { StartUpError } from "../../../shared/errors/start-up-error.ts";

/** A file system's refusal as the operator understands it; anything else comes back as it was. */
export function diskError(error: unknown, dir: string): unknown {
  if (error instanceof StartUpError || !(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ENOSPC" || error.code === "EDQUOT")
    return new StartUpError("disk-full", `writing below ${dir}`, { cause: error });
  if (
    error.code === "EACCES" ||
    error.code === "EEXIST" ||
    error.code === "EROFS" ||
    error.code === "EPERM" ||
    error.code === "ENOTDIR"
  )
    return new StartUpError("data-folder-unusable", error.message, { cause: error });
  return error;
}
