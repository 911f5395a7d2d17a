import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";

const ANSWER_LIMIT_MS = 15_000;
const RTP_HEADER_BYTES = 12;
const EVENT_PAYLOAD_TYPE = 101;
/** RFC 4733 2.3.2: 8 kHz clock, a packet each 20 ms, the end three times. */
const CLOCK_PER_MS = 8;
const PACKET_MS = 20;
const END_PACKETS = 3;
const DIGITS = "0123456789*#";
/** G.711 mu-law of nothing, and of the rounding around it. */
const QUIET = new Set([0xff, 0x7f, 0xfe, 0x7e]);
/** Longer than any pause within a sentence. */
const QUIET_PACKETS = 50;

/**
 * A telephone on the trunk that is only packets: it says exactly what it is told to, exactly when. For races and for digits
 * faster than an exchange would send them.
 */
export class RawCaller {
  readonly #sip: Socket;
  readonly #rtp: Socket;
  readonly #pbxPort: number;
  readonly #callId = `raw-${randomBytes(8).toString("hex")}`;
  readonly #tag = randomBytes(4).toString("hex");
  readonly #branch = `z9hG4bK${randomBytes(8).toString("hex")}`;
  readonly #waiting: { readonly isIt: (status: number, method: string) => boolean; readonly resolve: () => void }[] =
    [];
  /** Final answers and BYEs in order: `INVITE 200`, `CANCEL 200`, `INVITE 487`, `BYE`. */
  readonly seen: string[] = [];
  /** Keys that came over the line, each event once (RFC 4733 2.3.1: one timestamp, many packets), whatever the packets' times. */
  readonly #heard = new Map<number, string>();
  /** null: nothing was said yet. */
  #quietPackets: number | null = null;
  #onQuiet = (): void => undefined;
  #request = "";
  #number = "";
  #toTag = "";
  #mediaPort = 0;
  #sequence = 0;
  #timestamp = 0;

  private constructor(sip: Socket, rtp: Socket, pbxPort: number) {
    this.#sip = sip;
    this.#rtp = rtp;
    this.#pbxPort = pbxPort;
    sip.on("message", (message) => this.#received(String(message)));
    rtp.on("message", (packet) => this.#listen(packet));
  }

  static async open(pbxPort: number): Promise<RawCaller> {
    const [sip, rtp] = [createSocket("udp4").bind(0, "127.0.0.1"), createSocket("udp4").bind(0, "127.0.0.1")];
    await Promise.all([once(sip, "listening"), once(rtp, "listening")]);
    return new RawCaller(sip, rtp, pbxPort);
  }

  /** Sends the INVITE and does not wait. */
  invite(number: string, from: string): void {
    this.#number = number;
    this.#request = from;
    const { port } = this.#rtp.address() as AddressInfo;
    const body = [
      "v=0",
      `o=- 1 1 IN IP4 127.0.0.1`,
      "s=-",
      "c=IN IP4 127.0.0.1",
      "t=0 0",
      `m=audio ${port} RTP/AVP 0 ${EVENT_PAYLOAD_TYPE}`,
      "a=rtpmap:0 PCMU/8000",
      `a=rtpmap:${EVENT_PAYLOAD_TYPE} telephone-event/8000`,
      `a=fmtp:${EVENT_PAYLOAD_TYPE} 0-16`,
      "a=ptime:20",
      "",
    ].join("\r\n");
    this.#send("INVITE", 1, this.#branch, "", ["Content-Type: application/sdp"], body);
  }

  /** RFC 3261 9.1: of the INVITE, whatever became of it. */
  cancel(): void {
    this.#send("CANCEL", 1, this.#branch, "");
  }

  bye(): void {
    this.#send("BYE", 2, `z9hG4bK${randomBytes(8).toString("hex")}`, this.#toTag);
  }

  /** Resolves when an answer of the INVITE with this status (or `1xx`-free final one) has come. */
  answered(status: number): Promise<void> {
    return this.#when((each, method) => method === "INVITE" && each === status, `INVITE ${status}`);
  }

  /** Resolves when the INVITE has any final answer. */
  settled(): Promise<void> {
    return this.#when((each, method) => method === "INVITE" && each >= 200, "a final answer");
  }

  /** Resolves when the BYE of either side is through. */
  ended(): Promise<void> {
    if (this.seen.includes("BYE")) return Promise.resolve();
    return this.#when((_status, method) => method === "BYE", "end");
  }

  /** G.711 silence, as a telephone sends it all the time: the exchange learns from it where the voice comes from. */
  async silence(forMs: number): Promise<void> {
    const begunAt = performance.now();
    for (let at = 0; at < forMs; at += PACKET_MS) {
      const packet = Buffer.alloc(RTP_HEADER_BYTES + PACKET_MS * CLOCK_PER_MS, 0xff);
      this.#sequence += 1;
      this.#timestamp += PACKET_MS * CLOCK_PER_MS;
      packet.writeUInt8(0x80, 0);
      packet.writeUInt8(0, 1);
      packet.writeUInt16BE(this.#sequence & 0xffff, 2);
      packet.writeUInt32BE(this.#timestamp, 4);
      packet.writeUInt32BE(0x5eed, 8);
      this.#rtp.send(packet, this.#mediaPort, "127.0.0.1");
      await until(begunAt + at + PACKET_MS);
    }
  }

  /** RFC 4733 events with exact times: `toneMs` of tone, `gapMs` of silence. Resolves when the last packet is out. */
  async digits(digits: string, { toneMs, gapMs }: { readonly toneMs: number; readonly gapMs: number }): Promise<void> {
    const begunAt = performance.now();
    for (const [index, digit] of [...digits].entries()) {
      const startsAt = begunAt + index * (toneMs + gapMs);
      await until(startsAt);
      for (const { atMs, send } of this.#press(digit, toneMs, gapMs)) {
        send();
        await until(startsAt + atMs);
      }
    }
  }

  /** The same packets, as a line hands them on that stood still meanwhile: all in one instant. */
  bunch(digits: string): void {
    for (const digit of digits) for (const { send } of this.#press(digit, 60, 60)) send();
  }

  /** Of the other side, so far, in the order of the line. */
  get digitsHeard(): string {
    return [...this.#heard.values()].join("");
  }

  close(): void {
    this.#sip.close();
    this.#rtp.close();
  }

  /** Resolves when something has been said to this telephone since the last time, and then nothing for a second. */
  spokenTo(): Promise<void> {
    this.#quietPackets = null;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error("nothing was said, or it did not end")), ANSWER_LIMIT_MS * 2);
      this.#onQuiet = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }

  #hear(sound: Buffer): void {
    if (sound.some((sample) => !QUIET.has(sample))) this.#quietPackets = 0;
    else if (this.#quietPackets !== null) this.#quietPackets += 1;
    if (this.#quietPackets === QUIET_PACKETS) this.#onQuiet();
  }

  #listen(packet: Buffer): void {
    if (packet.length > RTP_HEADER_BYTES && (packet.readUInt8(1) & 0x7f) === 0)
      this.#hear(packet.subarray(RTP_HEADER_BYTES));
    if (packet.length < RTP_HEADER_BYTES + 4 || (packet.readUInt8(1) & 0x7f) !== EVENT_PAYLOAD_TYPE) return;
    const timestamp = packet.readUInt32BE(4);
    if (!this.#heard.has(timestamp)) this.#heard.set(timestamp, DIGITS[packet.readUInt8(RTP_HEADER_BYTES)] ?? "?");
  }

  /** The packets of one key, each with when the next one follows, from the beginning of the tone. */
  #press(
    digit: string,
    toneMs: number,
    gapMs: number,
  ): readonly { readonly atMs: number; readonly send: () => void }[] {
    const code = DIGITS.indexOf(digit);
    this.#timestamp += (toneMs + gapMs) * CLOCK_PER_MS;
    const during = [];
    for (let at = PACKET_MS; at < toneMs; at += PACKET_MS)
      during.push({ atMs: at, send: () => this.#event(code, at, false, at === PACKET_MS) });
    const ends = Array.from({ length: END_PACKETS }, () => ({
      atMs: 0,
      send: () => this.#event(code, toneMs, true, false),
    }));
    return [...during, ...ends];
  }

  #event(code: number, durationMs: number, isEnd: boolean, isFirst: boolean): void {
    const packet = Buffer.alloc(RTP_HEADER_BYTES + 4);
    this.#sequence += 1;
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(EVENT_PAYLOAD_TYPE | (isFirst ? 0x80 : 0), 1);
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    packet.writeUInt32BE(this.#timestamp, 4);
    packet.writeUInt32BE(0x5eed, 8);
    packet.writeUInt8(code, 12);
    packet.writeUInt8((isEnd ? 0x80 : 0) | 10, 13);
    packet.writeUInt16BE(durationMs * CLOCK_PER_MS, 14);
    this.#rtp.send(packet, this.#mediaPort, "127.0.0.1");
  }

  #send(
    method: string,
    sequence: number,
    branch: string,
    toTag: string,
    headers: readonly string[] = [],
    body = "",
  ): void {
    const { port } = this.#sip.address() as AddressInfo;
    const message = [
      `${method} sip:${this.#number}@127.0.0.1:${this.#pbxPort} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=${branch};rport`,
      "Max-Forwards: 70",
      `From: <sip:${this.#request}@127.0.0.1>;tag=${this.#tag}`,
      `To: <sip:${this.#number}@127.0.0.1>${toTag === "" ? "" : `;tag=${toTag}`}`,
      `Call-ID: ${this.#callId}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:raw@127.0.0.1:${port}>`,
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n");
    this.#sip.send(message, this.#pbxPort, "127.0.0.1");
  }

  #received(message: string): void {
    const [first = ""] = message.split("\r\n");
    if (!first.startsWith("SIP/2.0 ")) {
      const [method = ""] = first.split(" ");
      if (method === "BYE") this.seen.push("BYE");
      if (method !== "ACK") this.#accept(message);
      return;
    }
    const status = Number(first.split(" ")[1]);
    const method = /^CSeq: *\d+ +(\w+)/imu.exec(message)?.[1] ?? "";
    this.#toTag = /^(?:To|t):.*;tag=([^\s;>]+)/imu.exec(message)?.[1] ?? this.#toTag;
    const media = /^m=audio (\d+) /imu.exec(message)?.[1];
    if (media !== undefined) this.#mediaPort = Number(media);
    if (method === "INVITE" && status >= 200) {
      // RFC 3261 13.2.2.4 and 17.1.1.3: a transaction of its own after 2xx, the same after anything else.
      const branch = status < 300 ? `z9hG4bK${randomBytes(8).toString("hex")}` : this.#branch;
      this.#send("ACK", 1, branch, this.#toTag);
    }
    if (status >= 200) this.seen.push(`${method} ${status}`);
    for (const waiter of this.#waiting.splice(0)) {
      if (waiter.isIt(status, method)) waiter.resolve();
      else this.#waiting.push(waiter);
    }
  }

  /** Every request of the exchange is answered: BYE, OPTIONS, re-INVITE without a change of media. */
  #accept(request: string): void {
    const copied = request.split("\r\n").filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/iu.test(line));
    this.#sip.send(["SIP/2.0 200 OK", ...copied, "Content-Length: 0", "", ""].join("\r\n"), this.#pbxPort, "127.0.0.1");
  }

  #when(isIt: (status: number, method: string) => boolean, what: string): Promise<void> {
    const has = this.seen.some((each) => {
      const [method = "", status = ""] = each.split(" ");
      return isIt(Number(status), method);
    });
    if (has) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no ${what}; seen: ${this.seen.join(", ")}`)), ANSWER_LIMIT_MS);
      this.#waiting.push({
        isIt,
        resolve: () => {
          clearTimeout(limit);
          resolve();
        },
      });
    });
  }
}

function until(atMs: number): Promise<void> {
  const waitMs = atMs - performance.now();
  return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, waitMs));
}
