import { spawn } from "node:child_process";
import type { Environment } from "./config.ts";

/** The command that shows a page on this desktop; null where there is no desktop (server, container, SSH). */
export function browserCommand(
  platform: NodeJS.Platform,
  env: Environment,
): readonly [command: string, ...args: string[]] | null {
  if (env["CI"] !== undefined && env["CI"] !== "") return null;
  if (platform === "darwin") return ["open"];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  if (platform === "linux" && ((env["DISPLAY"] ?? "") !== "" || (env["WAYLAND_DISPLAY"] ?? "") !== ""))
    return ["xdg-open"];
  return null;
}

/** Opens the page if there is a desktop. The address has been printed, so a browser that does not open is no failure. */
export function openBrowser(
  url: string,
  platform: NodeJS.Platform,
  env: Environment,
  report: (line: string) => void,
): void {
  const found = browserCommand(platform, env);
  if (found === null) return;
  const [command, ...args] = found;
  const child = spawn(command, [...args, url], { detached: true, stdio: "ignore" });
  child.once("error", (error) =>
    report(`The browser could not be opened (${error.message}): open the console's address yourself.`),
  );
  // The browser stays when Cordboard ends.
  child.unref();
}
