/** Loopback addresses and ports of the measuring rig: each party has its own, so that the PBX knows who calls by address. */
export const CALLER_ADDRESS = "127.0.0.2";
export const AGENT_ADDRESS = "127.0.0.3";
export const AGENTS = 60;
/** Dialled by callers: this server's direct line, and the peer's queue on the same PBX. */
export const CORDBOARD_DNIS = "4001";
export const APP_QUEUE_DNIS = "5001";

export function agentId(index: number): string {
  return `bench-${String(index).padStart(3, "0")}`;
}
