import { resolve } from "node:path";
import { app } from "electron";

/** What other programs may send here. Nothing of our own: a page must not be able to start the console with a command. */
const SCHEMES = ["tel", "callto"] as const;

/**
 * After `--` Chromium takes nothing for a switch, so a link cannot smuggle one in (CVE-2018-1000006). Started from the
 * sources, the program is Electron and needs to be told which application to run.
 */
function commandOf(): readonly [program: string, args: string[]] {
  const own = process.argv[1];
  const application = app.isPackaged || own === undefined ? [] : [resolve(own)];
  return [process.execPath, [...application, "--"]];
}

/** Makes this program the system's choice for telephone links, or gives the choice back. */
export function registerLinks(wanted: boolean): void {
  const [program, args] = commandOf();
  for (const scheme of SCHEMES) {
    const isOurs = app.isDefaultProtocolClient(scheme, program, args);
    if (wanted && !isOurs) app.setAsDefaultProtocolClient(scheme, program, args);
    // Another program's choice is not ours to take away.
    if (!wanted && isOurs) app.removeAsDefaultProtocolClient(scheme, program, args);
  }
}

export function opensLinks(): boolean {
  const [program, args] = commandOf();
  return app.isDefaultProtocolClient("tel", program, args);
}
