import { createSocket } from "node:dgram";
import { once } from "node:events";

const REPLY_LIMIT_MS = 2_000;

/** Sends one datagram to a SIP port as it is; resolves with the first line of the first answer, or null when none comes. */
export async function sendToSip(port: number, datagram: string | Uint8Array): Promise<string | null> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  try {
    const reply = once(socket, "message", { signal: AbortSignal.timeout(REPLY_LIMIT_MS) });
    socket.send(datagram, port, "127.0.0.1");
    const [message] = await reply;
    return String(message).split("\r\n")[0] ?? "";
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return null;
    throw error;
  } finally {
    socket.close();
  }
}

/** An INVITE whose From header is what it should not be. */
export function inviteFrom(from: string, branch: string): string {
  return [
    "INVITE sip:4000@127.0.0.1 SIP/2.0",
    `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-${branch};rport`,
    `From: ${from}`,
    "To: <sip:4000@127.0.0.1>",
    `Call-ID: ${branch}@127.0.0.1`,
    "CSeq: 1 INVITE",
    "Contact: <sip:junk@127.0.0.1:9>",
    "Max-Forwards: 70",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
