/** SIPp scenarios. A caller talks for `talkMs` and hangs up; an agent picks up at once and waits for the hang-up. */
const SDP = `v=0
o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0 8
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000`;

const body = (text: string) => `<![CDATA[\n${text}\n]]>`;

/** `[field0]` is the caller's number, from the injection file. */
export function callerScenario(talkMs: number): string {
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
<recv response="200" timeout="120000"/>
<send>${body(`${headers("ACK", 1, "[peer_tag_param]")}
Content-Length: 0`)}</send>
<pause milliseconds="${talkMs}"/>
<send retrans="500">${body(`${headers("BYE", 2, "[peer_tag_param]")}
Content-Length: 0`)}</send>
<recv response="200"/>
</scenario>`;
}

export function agentScenario(): string {
  const reply = (status: string) => `SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]a[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="agent">
<recv request="INVITE"/>
<send retrans="500">${body(`${reply("200 OK")}
Content-Type: application/sdp
Content-Length: [len]

${SDP}`)}</send>
<recv request="ACK" timeout="10000"/>
<recv request="BYE" timeout="600000"/>
<send>${body(`SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0`)}</send>
</scenario>`;
}
