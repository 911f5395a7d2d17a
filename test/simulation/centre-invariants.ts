import type { Centre } from "../../server/app/centre.ts";
import type { LiveContact } from "../../server/app/live-contact.ts";
import { placesOf } from "../../server/app/transfers/places.ts";
import type { ContactPhase } from "../../shared/domain/contact.ts";
import type { CentreInMemory } from "../fakes/centre-in-memory.ts";
import { SERVICE } from "../fakes/centre-in-memory.ts";
import { brokenMonitors, brokenMonitorsAtRest } from "./monitor-invariants.ts";

const AGENTS_PHASES: readonly ContactPhase[] = ["offered", "dialing", "connected", "wrap-up"];
const TIMER_OF_CONTACT =
  /^(?:announce|silent|explain|speech|goodbye|dial|lost|grace|rejoin|parking|wrap|retry|ivr|ring):(c-\d+)/;

/** What must hold whenever nothing is under way, whatever went wrong before. Gives what does not. */
export function brokenAlways(world: CentreInMemory): readonly string[] {
  const centre = world.centre.parts;
  const broken: string[] = [];
  const contacts = [...centre.registry.all()];
  for (const contact of contacts) {
    broken.push(...brokenContact(centre, contact));
    const { agentLeg, record } = contact;
    if (agentLeg?.state === "popping" && world.pbx.channels.get(agentLeg.channelId)?.dialled)
      broken.push(`${record.contactId}: the phone rings before the customer is on the screen`);
  }
  broken.push(...brokenAgents(centre, contacts), ...brokenTimers(world, centre), ...brokenMonitors(world));
  return broken;
}

/** What must hold besides when the PBX has been reachable long enough for a comparison. */
export function brokenAtRest(world: CentreInMemory): readonly string[] {
  const { registry, legsAhead, monitors } = world.centre.parts;
  const { pbx } = world;
  const broken: string[] = [...brokenMonitorsAtRest(world)];
  for (const channelId of pbx.channels.keys()) {
    const isOwned = registry.byChannel(channelId) || legsAhead.has(channelId) || monitors.has(channelId);
    if (!isOwned) broken.push(`channel ${channelId} has no owner`);
  }
  const bridges = new Set([...registry.all()].map((contact) => contact.bridgeId));
  for (const contact of registry.all()) broken.push(...brokenPlaces(world, contact));
  for (const bridgeId of pbx.bridges.keys()) {
    if (!bridges.has(bridgeId) && !monitors.ownsBridge(bridgeId)) broken.push(`bridge ${bridgeId} has no owner`);
  }
  for (const contact of registry.all()) broken.push(...brokenLegs(world, contact), ...overheard(world, contact));
  return broken;
}

/** Nobody but those of this call, or of the two calls of its agent, sits in its bridge. */
function overheard({ pbx }: CentreInMemory, contact: LiveContact): readonly string[] {
  const { record, bridgeId, first, second } = contact;
  if (!bridgeId) return [];
  const legs = [contact, first, second?.contact].flatMap((one) =>
    one ? [one.customerLeg, one.agentLeg?.channelId, one.outsideLeg?.channelId] : [],
  );
  return [...(pbx.bridges.get(bridgeId) ?? [])]
    .filter((leg) => !legs.includes(leg))
    .map((leg) => `${record.contactId} (${record.phase}): ${leg} listens in ${bridgeId}`);
}

/** What must be left when everybody has gone home: nothing. */
export function brokenWhenEmpty(world: CentreInMemory): readonly string[] {
  const { registry } = world.centre.parts;
  const broken: string[] = [];
  const { channels, playbacks, agents } = registry.bound;
  if (registry.size + channels + playbacks + agents > 0)
    broken.push(
      `left in the registry: ${registry.size} contacts, ${channels} legs, ${playbacks} playbacks, ${agents} agents; ` +
        [...registry.all()].map(({ record }) => `${record.contactId} ${record.phase} ${record.outcome}`).join(", "),
    );
  if (world.pbx.channels.size > 0) broken.push(`left on the PBX: ${[...world.pbx.channels.keys()].join(" ")}`);
  if (world.pbx.bridges.size > 0) broken.push(`bridges left: ${[...world.pbx.bridges.keys()].join(" ")}`);
  const timers = world.timers.filter(
    (timerId) =>
      !["reconcile", "figures:next-day", "wallboard", "hours", "voicemail:sweep", "sign-of-life"].includes(timerId),
  );
  if (timers.length > 0) broken.push(`timers left: ${timers.join(" ")}`);
  return broken;
}

function brokenContact(centre: Centre, contact: LiveContact): readonly string[] {
  const { record, customerLeg, agentLeg } = contact;
  const { contactId, phase, agentId } = record;
  const broken: string[] = [];
  const check = (holds: boolean, what: string) => {
    if (!holds) broken.push(`${contactId} (${phase}): ${what}`);
  };
  check(phase !== "closed", "closed but live");
  check(phase === "ivr" || contact.ivr === null, "a flow runs after the menu");
  if (customerLeg) check(centre.registry.byChannel(customerLeg)?.contact === contact, "customer's leg is not bound");
  if (agentLeg) {
    check(centre.registry.byChannel(agentLeg.channelId)?.contact === contact, "agent's leg is not bound");
    check(agentLeg.agentId === agentId, "leg of another agent");
    check(centre.registry.ofAgent(agentLeg.agentId) === contact, "agent's leg, but the agent is elsewhere");
  }
  check(AGENTS_PHASES.includes(phase) === (agentId !== null), `agent ${agentId}`);
  if (phase === "connected") {
    check(customerLeg !== null || contact.first !== null || contact.second !== null, "without customer");
    const ownSecond = contact.first?.second?.kind === "own" ? contact.first.second : null;
    if (ownSecond)
      check(agentLeg === null && (contact.heldSince !== null) !== isTogether(contact), "two active calls of one agent");
    else check((agentLeg?.state === "up") === (contact.parkedSince === null), "parked and not parked");
  }
  broken.push(...brokenPair(contact));
  if (phase === "ivr" || phase === "queued") check(agentLeg === null, "agent's leg before the offer");
  if (phase === "wrap-up") check(!customerLeg && !agentLeg && !contact.bridgeId, "legs in wrap-up");
  const retries = contact.waiting.callback?.state === "retry";
  if (phase === "queued" && record.outcome === null)
    check((centre.router.position(contactId) !== null) !== retries, "waits, but not in the core; or not, but in it");
  return broken;
}

/** In a conference of an agent's two customers: neither is on hold, or both are. */
function isTogether({ first }: LiveContact): boolean {
  return first?.second?.kind === "own" && first.second.conference && first.heldSince === null;
}

/** Two calls of one agent know each other, and only of what may be beside one another. */
function brokenPair({ record, first, second, parking, outsideLeg }: LiveContact): readonly string[] {
  const broken: string[] = [];
  const check = (holds: boolean, what: string) => {
    if (!holds) broken.push(`${record.contactId} (${record.phase}): ${what}`);
  };
  if (first) check(first.second?.contact.record.contactId === record.contactId, "second call of nobody");
  if (second) {
    const { contact: other } = second;
    check(other.first?.record.contactId === record.contactId, "the other call does not know");
    check(record.phase === "connected", "a second call beside no conversation");
    check(first === null && other.second === null, "three calls");
    check(
      (other.record.kind === "consult") === (second.kind === "consult"),
      `${second.kind} of a ${other.record.kind}`,
    );
    check(!["wrap-up", "closed", "parked", "ivr"].includes(other.record.phase), `second call is ${other.record.phase}`);
  }
  check((record.kind === "consult") === (first !== null && first.second?.kind === "consult"), "asked by nobody");
  check((record.phase === "parked") === (parking !== null), "parked without a place, or the other way round");
  if (outsideLeg) check(record.phase === "forwarded", "an outside leg in another phase");
  return broken;
}

function brokenAgents(centre: Centre, contacts: readonly LiveContact[]): readonly string[] {
  const broken: string[] = [];
  for (const { agentId, state, contactId } of centre.router.statuses()) {
    const bound = centre.registry.ofAgent(agentId);
    const phase = bound?.record.phase ?? null;
    const fits =
      state === "offered"
        ? phase === "offered"
        : state === "on-contact"
          ? phase === "connected" || phase === "dialing"
          : state === "wrap-up"
            ? phase === "wrap-up"
            : phase === null;
    if (!fits) broken.push(`${agentId} is ${state} in the core, but has ${bound?.record.contactId} (${phase})`);
    if ((bound?.record.contactId ?? null) !== contactId)
      broken.push(`${agentId}: core has ${contactId}, registry ${bound?.record.contactId}`);
    const own = contacts.filter((contact) => contact.record.agentId === agentId);
    const isBoth = bound?.second?.kind === "own" && own.length === 2 && own.includes(bound.second.contact);
    if (own.length > 1 && !isBoth)
      broken.push(`${agentId} has ${own.map(({ record }) => record.contactId).join(" and ")}`);
    const { phoneRegistered, consoleConnected, microphoneReady } = centre.agents.reachability(agentId);
    if (state === "ready" && !(phoneRegistered && consoleConnected && microphoneReady))
      broken.push(`${agentId} is ready but cannot be reached`);
  }
  return broken;
}

function brokenTimers(world: CentreInMemory, centre: Centre): readonly string[] {
  const broken: string[] = [];
  const live = new Set<string>([...centre.registry.all()].map(({ record }) => record.contactId));
  for (const timerId of world.timers) {
    const contactId = TIMER_OF_CONTACT.exec(timerId)?.[1];
    if (contactId && !live.has(contactId)) broken.push(`timer ${timerId} of a contact that is over`);
  }
  const { channels, playbacks } = centre.registry.bound;
  if (channels > live.size * 2) broken.push(`${channels} legs bound for ${live.size} contacts`);
  if (playbacks > live.size) broken.push(`${playbacks} playbacks bound for ${live.size} contacts`);
  return broken;
}

/** The records say what the centre says, and the figures are their sum: whoever was offered to a queue stands in one column of it. */
export async function brokenBooks(world: CentreInMemory): Promise<readonly string[]> {
  const contacts = [...world.centre.parts.registry.all()];
  const broken: string[] = [];
  const open = new Map((await world.stores.contacts.open()).map((record) => [record.contactId, record]));
  for (const { record } of contacts) {
    if (open.get(record.contactId)?.phase !== record.phase)
      broken.push(`${record.contactId} is ${record.phase}, its record ${open.get(record.contactId)?.phase}`);
    open.delete(record.contactId);
  }
  for (const record of open.values()) broken.push(`record ${record.contactId} (${record.phase}) has no contact`);
  const all = await world.stores.contacts.since(0);
  const records = all.filter((record) => record.queueId === SERVICE && record.queuedAt !== null);
  const calls = records.filter(({ kind }) => kind === "call");
  const onTheLine = calls.filter(({ callbackAt }) => callbackAt === null);
  const unanswered = onTheLine.filter(({ answeredAt }) => answeredAt === null);
  const ended = (outcome: string) => unanswered.filter((record) => record.outcome === outcome).length;
  const overflowed = all.reduce((sum, record) => sum + record.overflowedFrom.filter((id) => id === SERVICE).length, 0);
  const wanted = {
    offered: calls.length + overflowed,
    answered: onTheLine.length - unanswered.length,
    abandoned: ended("abandoned"),
    overflowed,
    callbacksPromised: calls.length - onTheLine.length,
    messagesLeft: ended("voicemail"),
    turnedAway: unanswered.filter(({ outcome }) => !["abandoned", "voicemail", null].includes(outcome)).length,
    inProgress: unanswered.filter(({ outcome }) => outcome === null).length,
  };
  const inQueue = records.filter(
    ({ contactId, phase, answeredAt, outcome }) =>
      (phase === "queued" || phase === "offered") &&
      answeredAt === null &&
      outcome === null &&
      // Not reached: in no line until it is tried again.
      world.centre.parts.registry.get(contactId)?.waiting.callback?.state !== "retry",
  ).length;
  // Asked for out of the queue on behalf of a customer who is elsewhere: in the core's line, in nobody's figures.
  const asked = contacts.filter(
    ({ record, first, context }) =>
      first !== null &&
      record.queueId === SERVICE &&
      (record.phase === "queued" || (record.phase === "offered" && context.routing?.rule !== "in-person")),
  ).length;
  const figures: Partial<Record<string, unknown>> = { ...world.figures(SERVICE) };
  const books = Object.fromEntries(Object.keys(wanted).map((name) => [name, figures[name]]));
  if (JSON.stringify(books) !== JSON.stringify(wanted))
    broken.push(`figures ${JSON.stringify(books)}, records ${JSON.stringify(wanted)}`);
  const { offered, ...fates } = wanted;
  if (offered !== Object.values(fates).reduce((sum, count) => sum + count, 0))
    broken.push(`offered is not the sum of what became of them: ${JSON.stringify(wanted)}`);
  const view = world.centre.parts.router.queue(SERVICE);
  if ((view?.waiting ?? 0) + (view?.offered ?? 0) !== inQueue + asked)
    broken.push(`in the core's queue ${view?.waiting}+${view?.offered}, by the records ${inQueue} and ${asked} asked`);
  return broken;
}

/** Two calls: every leg where the table says it belongs, and nobody in silence. */
function brokenPlaces({ pbx }: CentreInMemory, first: LiveContact): readonly string[] {
  if (!first.second) return [];
  const broken: string[] = [];
  for (const { leg, bridgeId, hearsMusic, music } of placesOf(first, first.second)) {
    const channel = pbx.channels.get(leg);
    const where = `${first.record.contactId}: leg ${leg}`;
    if (!channel) broken.push(`${where} is not on the PBX`);
    else if (channel.bridge !== bridgeId) broken.push(`${where} is in ${channel.bridge}, belongs in ${bridgeId}`);
    else if (music && channel.music !== hearsMusic) broken.push(`${where} hears music: ${channel.music}`);
  }
  return broken;
}

function brokenLegs(world: CentreInMemory, contact: LiveContact): readonly string[] {
  const { pbx } = world;
  const { record, customerLeg, agentLeg, bridgeId } = contact;
  const broken: string[] = [];
  const check = (holds: boolean, what: string) => {
    if (!holds) broken.push(`${record.contactId} (${record.phase}): ${what}`);
  };
  const customer = customerLeg ? pbx.channels.get(customerLeg) : undefined;
  if (customerLeg) check(customer !== undefined, `the PBX has no ${customerLeg}`);
  if (agentLeg && agentLeg.state !== "reserved")
    check(pbx.channels.has(agentLeg.channelId), `the PBX has no ${agentLeg.channelId}`);
  if (record.phase === "connected" && agentLeg?.state === "up" && !contact.second?.ringTone)
    check(!pbx.channels.get(agentLeg.channelId)?.playing.length, "it rings on in the agent's ear");
  if (contact.first || contact.second) return broken;
  if (record.phase === "forwarded" && customerLeg && contact.outsideLeg?.state === "up") {
    check(pbx.talking(customerLeg, contact.outsideLeg.channelId), "customer and outside number do not hear each other");
    return broken;
  }
  if (record.phase === "forwarded" || record.phase === "parked")
    check(customer?.music === true, "passed on in silence");
  if (record.phase !== "connected") {
    check(customer?.bridge == null, "customer in a bridge without a conversation");
    // A callback's customer whose telephone still rings hears that.
    const rings = contact.waiting.callback?.state === "calling" && !contact.customerLegUp;
    if (record.phase === "queued" && customer && record.outcome === null && !rings)
      check(
        customer.up && (customer.music || customer.playing.length > 0 || contact.waiting.dialogue !== null),
        "waits in silence",
      );
    return broken;
  }
  const apart = contact.heldSince !== null || contact.parkedSince !== null;
  if (apart) {
    check(customer?.bridge === null, "held or parked, but in the bridge");
    check(customer?.music === true, "held or parked in silence");
  }
  if (!apart && customerLeg && agentLeg) {
    check(customer?.playing.length === 0, "an announcement plays into the conversation");
    check(
      pbx.talking(customerLeg, agentLeg.channelId),
      `customer and agent do not hear each other (bridge ${bridgeId})`,
    );
  }
  return broken;
}
