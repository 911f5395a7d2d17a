import type { SipEndpoint } from "../../ports/telephony.ts";

/** One attribute of a PJSIP object as ARI's dynamic configuration takes it. */
export interface ConfigAttribute {
  readonly attribute: string;
  readonly value: string;
}

const CONTEXTS: Readonly<Record<SipEndpoint["kind"], string>> = { agent: "from-agents", webphone: "from-webphone" };

/** Names of pushed logins. The prefixes keep them apart from trunks, which are static and never touched. */
const PUSHED_NAME = /^(?:agent-|webphone)[A-Za-z0-9_-]{0,100}$/;

export function isPushedName(name: string): boolean {
  return PUSHED_NAME.test(name);
}

/** The three PJSIP objects of one WebRTC login, in the order in which they must be created. */
export function sipEndpointObjects(
  endpoint: SipEndpoint,
  mediaAddress: string | undefined,
): readonly { readonly type: "auth" | "aor" | "endpoint"; readonly fields: readonly ConfigAttribute[] }[] {
  return [
    {
      type: "auth",
      fields: attributes({ auth_type: "userpass", username: endpoint.name, password: endpoint.secret }),
    },
    {
      type: "aor",
      fields: attributes({
        // One place at a time: a new registration takes over and the old one is forgotten.
        max_contacts: "1",
        remove_existing: "yes",
        qualify_frequency: "15",
        qualify_timeout: "3",
        minimum_expiration: "30",
        default_expiration: "120",
        maximum_expiration: "300",
      }),
    },
    {
      type: "endpoint",
      fields: attributes({
        // DTLS-SRTP with a certificate of its own, ICE, AVPF, RTCP-MUX.
        webrtc: "yes",
        dtls_auto_generate_cert: "yes",
        auth: endpoint.name,
        aors: endpoint.name,
        context: CONTEXTS[endpoint.kind],
        disallow: "all",
        // G.711 first: no transcoding on a LAN. Opus where the browser insists.
        allow: "ulaw,alaw,opus",
        callerid: callerIdText(endpoint.callerId),
        direct_media: "no",
        dtmf_mode: "rfc4733",
        rtp_symmetric: "yes",
        force_rport: "yes",
        rewrite_contact: "yes",
        // No re-INVITE to say who the other party is: the console knows more than SIP could carry.
        send_connected_line: "no",
        trust_connected_line: "no",
        trust_id_inbound: "no",
        timers: "no",
        "100rel": "no",
        allow_subscribe: "no",
        allow_transfer: "no",
        rtp_timeout: "60",
        max_video_streams: "0",
        ...(mediaAddress === undefined ? {} : { media_address: mediaAddress, bind_rtp_to_media_address: "yes" }),
      }),
    },
  ];
}

/** `"Name" <number>`; quotes and control characters would end the name or the field. */
export function callerIdText(callerId: { readonly name: string; readonly number: string }): string {
  const name = callerId.name
    .replace(/["<>\\\p{Cc}]/gu, " ")
    .trim()
    .slice(0, 80);
  const number = callerId.number.replace(/[^0-9A-Za-z+*#._-]/g, "").slice(0, 64);
  return name === "" ? number : `"${name}" <${number}>`;
}

function attributes(fields: Readonly<Record<string, string>>): ConfigAttribute[] {
  return Object.entries(fields).map(([attribute, value]) => ({ attribute, value }));
}
