import type { Page } from "playwright-core";

/** Runs in the page before anything else: keeps the newest peer connection, and the sockets the phone speaks SIP over. */
export function watchMedia(): void {
  const Plain = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      Object.assign(globalThis, { cordboardPeer: this });
    }
  };
  const sockets: WebSocket[] = [];
  Object.assign(globalThis, { cordboardSipSockets: sockets });
  const PlainSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends PlainSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (String(protocols).includes("sip")) sockets.push(this);
    }
  };
}

/** The two sides' ICE user names (RFC 8839 §5.4): new ones on both sides are what an ICE restart is. */
export function iceNames(
  page: Page,
): Promise<{ readonly here: string; readonly exchange: string; readonly state: string }> {
  return page.evaluate(() => {
    const peer: unknown = Reflect.get(globalThis, "cordboardPeer");
    if (!(peer instanceof RTCPeerConnection)) throw new Error("no peer connection on this page");
    const here = /a=ice-ufrag:(\S+)/u.exec(peer.localDescription?.sdp ?? "")?.[1] ?? "";
    const exchange = /a=ice-ufrag:(\S+)/u.exec(peer.remoteDescription?.sdp ?? "")?.[1] ?? "";
    return { here, exchange, state: `${peer.signalingState} ${peer.iceConnectionState}` };
  });
}

/** As a network that was changed: every TCP connection of the phone's line is gone. */
export function breakSipSockets(page: Page): Promise<number> {
  return page.evaluate(() => {
    const sockets: unknown = Reflect.get(globalThis, "cordboardSipSockets");
    const open = (Array.isArray(sockets) ? sockets : []).filter(
      (socket): socket is WebSocket => socket instanceof WebSocket && socket.readyState === WebSocket.OPEN,
    );
    for (const socket of open) socket.close();
    return open.length;
  });
}
