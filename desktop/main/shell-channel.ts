import { ipcMain, type WebContents } from "electron";
import {
  eventChannel,
  requestChannel,
  SHELL_EVENTS,
  SHELL_REQUESTS,
  type ShellEvent,
  type ShellEventName,
  type ShellReply,
  type ShellRequest,
  type ShellRequestName,
} from "../../shared/ipc/channels.ts";
import { checkPayload } from "../../shared/ipc/check-payload.ts";
import { isOfServer } from "./access-policy.ts";

/** Answers one request of the map; refuses other senders than the server's page in a main frame, and other payloads. */
export function answer<N extends ShellRequestName>(
  server: URL,
  name: N,
  handler: (request: ShellRequest<N>) => ShellReply<N> | Promise<ShellReply<N>>,
): void {
  const channel = requestChannel(name);
  const schema: (typeof SHELL_REQUESTS)[N]["request"] = SHELL_REQUESTS[name].request;
  ipcMain.handle(channel, (event, payload: unknown) => {
    const sender = event.senderFrame;
    if (sender === null || sender.parent !== null || !isOfServer(server, sender.url)) {
      throw new Error(`${channel} is for the console's page only.`);
    }
    return handler(checkPayload<(typeof SHELL_REQUESTS)[N]["request"]>(channel, schema, payload));
  });
}

/** Sends one event of the map, if the page is still there. */
export function tell<N extends ShellEventName>(page: WebContents, name: N, payload: ShellEvent<N>): void {
  if (page.isDestroyed()) return;
  page.send(eventChannel(name), checkPayload(eventChannel(name), SHELL_EVENTS[name], payload));
}
