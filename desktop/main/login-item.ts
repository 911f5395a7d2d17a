import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "electron";

/** Starts the console with the desktop session. Electron does it on Windows and macOS; on Linux it is a file (freedesktop.org autostart). */
export function startAtLogin(wanted: boolean, env: NodeJS.ProcessEnv, home: string): void {
  if (process.platform !== "linux") {
    app.setLoginItemSettings({ openAtLogin: wanted });
    return;
  }
  const configDir = env["XDG_CONFIG_HOME"] ?? "";
  const folder = join(configDir === "" ? join(home, ".config") : configDir, "autostart");
  const path = join(folder, "cordboard.desktop");
  if (!wanted) {
    rmSync(path, { force: true });
    return;
  }
  // An AppImage runs from a mount that is gone after a restart; the file itself stays.
  const image = env["APPIMAGE"] ?? "";
  const program = image === "" ? [process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()])] : [image];
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, autostartEntry(program));
}

/** Desktop entry specification, "The Exec key": quoted arguments, with these characters escaped twice over. */
export function autostartEntry(program: readonly string[]): string {
  const quoted = program.map(
    (part) =>
      `"${part
        .replaceAll(/["`$\\]/gu, "\\$&")
        .replaceAll("\\", "\\\\")
        .replaceAll("%", "%%")}"`,
  );
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Cordboard",
    "Comment=Agent desktop of the Cordboard contact centre",
    `Exec=${quoted.join(" ")}`,
    "Terminal=false",
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n");
}
