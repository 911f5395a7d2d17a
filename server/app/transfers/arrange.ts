import type { BridgeId } from "../../../shared/domain/ids.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";
import { placesOf } from "./places.ts";

/**
 * Asks the PBX for what the state of two calls says, in one go: first whoever is to hear music leaves, then those who talk
 * are put together, so that nobody overhears. Asking again for what is so already does no harm.
 */
export async function arrange(centre: Centre, first: LiveContact): Promise<void> {
  const { telephony, registry, playbackStops } = centre;
  const { second } = first;
  if (!second) return;
  registry.touch(first);
  registry.touch(second.contact);
  const bridges = [first.bridgeId, second.contact.bridgeId].filter((id) => id !== null);
  const requests: Promise<void>[] = [];
  const places = placesOf(first, second);
  for (const { leg } of places) playbackStops.clear(leg);
  const agent = places.find(({ leg }) => leg === first.agentLeg?.channelId);
  if (second.ringTone && agent && agent.bridgeId !== null) {
    // First of all: a leg that plays a tone takes no other order until it is stopped, and the PBX waits for it.
    requests.push(playbackStops.stop(second.ringTone, agent.leg));
    second.ringTone = null;
  }
  for (const { leg, bridgeId, music, hearsMusic } of places) {
    if (bridgeId !== null) continue;
    for (const bridge of bridges) requests.push(telephony.removeFromBridge(bridge, leg));
    if (hearsMusic && !music.isOn) requests.push(music.start(telephony, leg));
    if (!hearsMusic && music.mayPlay) requests.push(music.stop(telephony, leg));
  }
  const wanted = new Set<BridgeId>();
  for (const { bridgeId } of places) if (bridgeId !== null) wanted.add(bridgeId);
  for (const bridgeId of wanted) requests.push(telephony.createBridge(bridgeId));
  for (const { leg, bridgeId, music } of places) {
    if (bridgeId === null) continue;
    // Music that was started goes on in a bridge until it is stopped.
    if (music.mayPlay) requests.push(music.stop(telephony, leg));
    requests.push(telephony.addToBridge(bridgeId, [leg]));
  }
  await Promise.all(requests);
}

/** The same where nobody waits for it; what failed is put right by the next comparison with the PBX. */
export function rearrange(centre: Centre, first: LiveContact): void {
  centre.conversations.attempt(first, "arrange two calls", arrange(centre, first));
}
