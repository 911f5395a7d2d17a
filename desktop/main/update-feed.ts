import { existsSync } from "node:fs";
import { join } from "node:path";
import { ServerAddressError } from "./server-address.ts";

/**
 * Where newer versions come from: `CORDBOARD_UPDATE_URL`, or the file electron-builder puts beside the program when it is
 * packaged with a feed (`publish` in electron-builder.yml). https only: on Linux nothing but the connection vouches for the file.
 * @throws ServerAddressError when the variable holds no such address
 */
export function updateFeed(given: string | undefined, resourcesPath: string): URL | "packaged" | null {
  const text = given?.trim() ?? "";
  if (text === "") return existsSync(join(resourcesPath, "app-update.yml")) ? "packaged" : null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") {
    throw new ServerAddressError("CORDBOARD_UPDATE_URL must be an https:// address without a password.");
  }
  return url;
}
