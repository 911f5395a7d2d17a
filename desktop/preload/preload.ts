/** Runs sandboxed before the page: hands it the typed channel map and nothing of Electron or Node. */
import { contextBridge, ipcRenderer } from "electron";
import {
  eventChannel,
  requestChannel,
  SHELL_EVENTS,
  SHELL_REQUESTS,
  type ShellReply,
  type ShellRequest,
  type ShellRequestName,
} from "../../shared/ipc/channels.ts";
import { checkPayload } from "../../shared/ipc/check-payload.ts";
import { SHELL_API_KEY, type ShellApi } from "../../shared/ipc/shell-api.ts";

const shell: ShellApi = {
  async request<N extends ShellRequestName>(name: N, payload: ShellRequest<N>): Promise<ShellReply<N>> {
    // A name that is not in the map would otherwise reach any handler of the main process.
    if (!Object.hasOwn(SHELL_REQUESTS, name)) throw new Error(`There is no request called ${String(name)}.`);
    const channel = requestChannel(name);
    const reply: unknown = await ipcRenderer.invoke(channel, payload);
    return checkPayload<(typeof SHELL_REQUESTS)[N]["reply"]>(channel, SHELL_REQUESTS[name].reply, reply);
  },
  on(name, listener) {
    if (!Object.hasOwn(SHELL_EVENTS, name)) throw new Error(`There is no event called ${String(name)}.`);
    const channel = eventChannel(name);
    const schema = SHELL_EVENTS[name];
    // The page never sees Electron's event object: it holds a way back to ipcRenderer.
    const relay = (_event: unknown, payload: unknown) => listener(checkPayload(channel, schema, payload));
    ipcRenderer.on(channel, relay);
    return () => {
      ipcRenderer.off(channel, relay);
    };
  },
};

contextBridge.exposeInMainWorld(SHELL_API_KEY, shell);
