import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where the Electron program is, or why the suite cannot run here. The npm package holds no program: `npm run desktop` fetches
 * it once, where the network allows it (electron/install.js notes it in path.txt). Nothing is fetched by a test.
 */
export function findElectron(root, env) {
  const given = env["CORDBOARD_ELECTRON"] ?? "";
  if (given !== "") {
    return existsSync(given)
      ? { program: given }
      : { missing: `CORDBOARD_ELECTRON names ${given}, which is not there` };
  }
  const folder = join(root, "node_modules", "electron");
  const note = join(folder, "path.txt");
  const program = existsSync(note) ? join(folder, "dist", readFileSync(note, "utf8").trim()) : null;
  if (program === null || !existsSync(program)) {
    return {
      missing: "the Electron program is not on this machine (npm run desktop fetches it where the network allows)",
    };
  }
  if (process.platform === "linux" && !env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) {
    return { missing: "there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set; xvfb-run gives one)" };
  }
  return { program };
}
