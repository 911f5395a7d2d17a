import { confSection } from "./conf-text.ts";

/**
 * Messages on Asterisk's internal bus that nobody here listens to: their ARI events are denied or do not exist, CDR, CEL and AMI are
 * off. A denied event is still made, passed from thread to thread and put into JSON before it is dropped; a declined message
 * is not made at all. Of a call's processor time in Asterisk that was a ninth (variables set at hang-up, RTCP of everyone who waits).
 *
 * Not `ast_channel_hangup_request_type`: app_queue ends what it keeps of each call by it, and without it a survival queue gets slower with
 * every call. Not `ast_channel_entered_bridge_type` and `ast_channel_left_bridge_type`, though their events are denied: without them Asterisk
 * does not publish the bridge's members any more, and a restart of the server would find empty bridges.
 */
export const DECLINED_MESSAGES = [
  "ast_channel_varset_type",
  "ast_channel_dial_type",
  "ast_channel_moh_start_type",
  "ast_channel_moh_stop_type",
  "ast_channel_hold_type",
  "ast_channel_unhold_type",
  "ast_channel_dtmf_begin_type",
  "ast_channel_chanspy_start_type",
  "ast_channel_chanspy_stop_type",
  "ast_rtp_rtcp_sent_type",
  "ast_rtp_rtcp_received_type",
  "ast_security_event_type",
] as const;

export function stasisConf(): string {
  return confSection(
    "declined_message_types",
    DECLINED_MESSAGES.map((type) => ["decline", type]),
  );
}
