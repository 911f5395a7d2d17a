import { StartUpError } from "../../../shared/errors/start-up-error.ts";

/** Needed for calls, ARI, WebRTC agents, music, the survival queue. Without any one of them the PBX is not usable. */
const REQUIRED = [
  "pbx_config",
  "app_stasis",
  "app_playback",
  "app_echo",
  "app_queue",
  "app_dial",
  "app_record",
  "app_verbose",
  "app_stack",
  "app_while",
  "bridge_simple",
  "bridge_softmix",
  "bridge_holding",
  "bridge_native_rtp",
  "chan_pjsip",
  "chan_bridge_media",
  "codec_ulaw",
  "codec_alaw",
  "codec_resample",
  "format_wav",
  "format_pcm",
  "format_gsm",
  "format_sln",
  "func_callerid",
  "func_channel",
  "func_db",
  "func_devstate",
  "func_global",
  "func_hangupcause",
  "func_logic",
  "func_strings",
  "func_timeout",
  "func_volume",
  "func_pjsip_aor",
  "func_pjsip_contact",
  "func_pjsip_endpoint",
  "res_ari",
  "res_ari_applications",
  "res_ari_asterisk",
  "res_ari_bridges",
  "res_ari_channels",
  "res_ari_device_states",
  "res_ari_endpoints",
  "res_ari_events",
  "res_ari_model",
  "res_ari_playbacks",
  "res_ari_recordings",
  "res_ari_sounds",
  "res_crypto",
  "res_http_websocket",
  "res_musiconhold",
  "res_pjproject",
  "res_pjsip",
  "res_pjsip_authenticator_digest",
  "res_pjsip_caller_id",
  "res_pjsip_dtmf_info",
  "res_pjsip_endpoint_identifier_ip",
  "res_pjsip_endpoint_identifier_user",
  "res_pjsip_header_funcs",
  "res_pjsip_nat",
  "res_pjsip_outbound_authenticator_digest",
  "res_pjsip_outbound_registration",
  "res_pjsip_pubsub",
  "res_pjsip_registrar",
  "res_pjsip_rfc3326",
  "res_pjsip_sdp_rtp",
  "res_pjsip_session",
  "res_pjsip_transport_websocket",
  "res_rtp_asterisk",
  "res_sorcery_astdb",
  "res_sorcery_config",
  "res_sorcery_memory",
  "res_srtp",
  "res_stasis",
  "res_stasis_answer",
  "res_stasis_device_state",
  "res_stasis_playback",
  "res_stasis_recording",
  "res_stasis_snoop",
] as const;

/** File names of the modules without which nothing starts. */
export const REQUIRED_MODULE_FILES: readonly string[] = REQUIRED.map((name) => `${name}.so`);

/** Loaded where the installation has them. */
const OPTIONAL = [
  "res_websocket_client",
  "codec_gsm",
  "codec_g722",
  "codec_a_mu",
  "codec_opus",
  "codec_opus_open_source",
  "res_format_attr_opus",
  "res_pjsip_diversion",
  "res_pjsip_dlg_options",
  "res_pjsip_empty_info",
  "app_senddtmf",
  "app_playtones",
  "func_talkdetect",
  "func_jitterbuffer",
  // For whoever copies this list to an Asterisk elsewhere: it fetches announcements over HTTP.
  "res_curl",
  "func_curl",
  "res_http_media_cache",
] as const;

/**
 * Asterisk's clocks, the better one first; it takes one for everything, by its own liking timerfd. That gives each channel a timer of the
 * kernel's and an interrupt every 20 ms; pthread's one thread wakes all channels that are due, at steps of 5 ms. Music for a thousand
 * callers on two cores (README): every packet in time and half a core to spare, against 38 of 50 packets and none.
 */
const CLOCKS = ["res_timing_pthread", "res_timing_timerfd"] as const;

/**
 * modules.conf with an explicit list. CDR, CEL and AMI stay out: their task processors lag under load and Asterisk then
 * refuses calls. A system `asterisk` keeps its many other modules unloaded too.
 * @param available file names in the module folder
 */
export function modulesConf(available: readonly string[]): string {
  const present = new Set(available);
  const missing = REQUIRED.filter((name) => !present.has(`${name}.so`));
  if (missing.length > 0) {
    throw new StartUpError("no-pbx", `this Asterisk lacks the modules ${missing.slice(0, 8).join(", ")}`);
  }
  const clock = CLOCKS.find((name) => present.has(`${name}.so`));
  const optional = [...(clock ? [clock] : []), ...OPTIONAL.filter((name) => present.has(`${name}.so`))];
  // `require` ends the start when a module does not load; `load` would leave a PBX that answers 404.
  return [
    "[modules]",
    "autoload = no",
    ...optional.map((name) => `load = ${name}.so`),
    ...REQUIRED.map((name) => `require = ${name}.so`),
    "",
  ].join("\n");
}
