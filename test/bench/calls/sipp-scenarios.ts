/**
 * SIPp scenarios. An agent picks up at once and hangs up after `talkMs`. It must be the agent: callers who wait with music
 * are answered long before anybody talks to them.
 */
const SDP = `v=0
o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0 8
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000`;

const body = (text: string) => `<![CDATA[\n${text}\n]]>`;

/**
 * `[field0]` is the caller's number, from the injection file. `hangsUpAfterMs`: so long after somebody answered, which may be
 * music; null: waits for the other side to end the call. Gives up after `limitMs`.
 */
export function callerScenario(hangsUpAfterMs: number | null = null, limitMs = 120_000): string {
  const headers = (
    method: string,
    cseq: number,
    tag: string,
  ) => `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>${tag}
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Contact: sip:caller@[local_ip]:[local_port]
Max-Forwards: 70`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="caller">
<send retrans="500">${body(`${headers("INVITE", 1, "")}
Content-Type: application/sdp
Content-Length: [len]

${SDP}`)}</send>
<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="183" optional="true"/>
<recv response="200" timeout="${limitMs}"/>
<send>${body(`${headers("ACK", 1, "[peer_tag_param]")}
Content-Length: 0`)}</send>
${
  hangsUpAfterMs === null
    ? `<recv request="BYE" timeout="${limitMs}"/><send>${body(OK_TO_LAST)}</send>`
    : `<pause milliseconds="${hangsUpAfterMs}"/>
<send retrans="500">${body(`${headers("BYE", 2, "[peer_tag_param]")}
Content-Length: 0`)}</send><recv response="200"/>`
}
</scenario>`;
}

export function agentScenario(talkMs: number): string {
  const keep = (header: string, name: string) =>
    `<ereg regexp=".*" search_in="hdr" header="${header}:" assign_to="${name}"/>`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="agent">
<recv request="INVITE" rrs="true"><action>${keep("From", "caller")}${keep("To", "agent")}</action></recv>
<Reference variables="caller,agent"/>
<send retrans="500">${body(`SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[pid]a[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Type: application/sdp
Content-Length: [len]

${SDP}`)}</send>
<recv request="ACK" timeout="10000"/>
<pause milliseconds="${talkMs}"/>
<send retrans="500">${body(`BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: [$agent];tag=[pid]a[call_number]
To: [$caller]
Call-ID: [call_id]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0`)}</send>
<recv response="200"/>
</scenario>`;
}

/** A phone that rings and rings; it ends when the other side gives up. */
export function ringingScenario(): string {
  const reply = (status: string) => `SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]r[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Length: 0`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="ringing">
<recv request="INVITE"/>
<send>${body(reply("180 Ringing"))}</send>
<recv request="CANCEL" timeout="600000"/>
<send>${body(OK_TO_LAST)}</send>
</scenario>`;
}

const OK_TO_LAST = `SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0`;
