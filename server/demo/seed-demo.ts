import type { CustomerSummary } from "../../shared/domain/customer.ts";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { User } from "../../shared/domain/user.ts";
import type { CallListStore } from "../ports/call-list-store.ts";
import type { ContactStore } from "../ports/contact-store.ts";
import type { CustomerStore } from "../ports/customer-store.ts";
import type { HoursStore } from "../ports/hours-store.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import type { CustomerProvisioning, NewCustomer, RoutingProvisioning } from "../ports/provisioning.ts";
import type { WaitingStore } from "../ports/waiting-store.ts";
import type { UserStore } from "../ports/user-store.ts";
import { DEMO_CALL_LIST_ID, DEMO_CALL_LIST_NAME, demoCallListCsv } from "./demo-call-list.ts";
import { demoContacts } from "./demo-contacts.ts";
import { type DemoCustomer, demoCustomers } from "./demo-customers.ts";
import { DEMO_OFFICE_HOURS } from "./demo-hours.ts";
import { DEMO_LOGINS } from "./demo-logins.ts";
import { DemoRandom } from "./demo-random.ts";
import { DEMO_AGENTS, DEMO_ENTRY_POINTS, DEMO_QUEUES, DEMO_SKILLS, DEMO_WAITING } from "./demo-routing.ts";

export interface SeedDemoRequest {
  readonly stores: {
    readonly customers: CustomerStore & CustomerProvisioning;
    readonly contacts: ContactStore;
    readonly users: UserStore;
    readonly routing: RoutingProvisioning;
    readonly callLists: CallListStore;
    readonly hours: HoursStore;
    readonly waiting: Pick<WaitingStore, "saveWaitingOptions">;
  };
  readonly passwordHasher: PasswordHasher;
  /** One for each of `DEMO_LOGINS`, by login; made by the caller, who shows them once. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly now: EpochMs;
}

/** Part of the data's identity: change it and every demonstration company gets other people. */
const SEED = 20_261_121;

/**
 * Fills an empty database with "Harbour Telecom / 海港电信". Does nothing when there is an administrator or anybody of another company. Every step replaces
 * what an interrupted earlier one left, and the logins come last, so a start-up killed half-way is simply done again.
 */
export async function seedDemo({
  stores,
  passwordHasher,
  passwords,
  now,
}: SeedDemoRequest): Promise<{ readonly seeded: boolean }> {
  const existing = await stores.users.list();
  if (!isEmptyOrInterrupted(existing)) return { seeded: false };
  const logins = DEMO_LOGINS.map((login) => {
    const password = passwords[login.login];
    if (password === undefined) throw new Error(`the demonstration login ${login.login} was given no password`);
    return { ...login, password };
  });
  const random = new DemoRandom(SEED);
  const customers = demoCustomers(random, now);
  const [withPins, users] = await Promise.all([
    Promise.all(customers.map((customer) => withHashedPin(customer, passwordHasher))),
    Promise.all(
      logins.map(async ({ password, ...login }) => ({
        ...login,
        passwordHash: await passwordHasher.hash(password, "password"),
      })),
    ),
  ]);
  stores.customers.addCustomers(withPins, now);
  stores.customers.rescoreAll(now);
  const summaries = await summariesOf(customers, stores.customers);
  for (const contact of demoContacts(summaries, random, now)) stores.contacts.save(contact);
  stores.hours.saveCalendar(DEMO_OFFICE_HOURS);
  for (const queue of DEMO_QUEUES) stores.routing.saveQueue(queue);
  for (const options of DEMO_WAITING) stores.waiting.saveWaitingOptions(options);
  for (const agent of DEMO_AGENTS) stores.routing.saveAgent(agent);
  for (const entryPoint of DEMO_ENTRY_POINTS) stores.routing.saveEntryPoint(entryPoint);
  for (const skill of DEMO_SKILLS) stores.routing.saveSkill(skill);
  await importCallList(stores.callLists, customers, now);
  for (const user of users) if (!existing.some(({ userId }) => userId === user.userId)) await stores.users.create(user);
  return { seeded: true };
}

/** The administrator is the last to be created: without them, and with nobody but our own logins, an earlier start was cut off. */
function isEmptyOrInterrupted(existing: readonly User[]): boolean {
  const ours = new Map(DEMO_LOGINS.map((login) => [login.userId, login.role]));
  return existing.every(({ userId }) => ours.has(userId) && ours.get(userId) !== "admin");
}

async function withHashedPin({ pin, ...customer }: DemoCustomer, hasher: PasswordHasher): Promise<NewCustomer> {
  return { ...customer, pinHash: pin === null ? null : await hasher.hash(pin, "pin") };
}

/** With the tiers that the classification has given them. */
async function summariesOf(
  customers: readonly DemoCustomer[],
  store: CustomerStore,
): Promise<readonly CustomerSummary[]> {
  const matches = await Promise.all(
    customers.map(({ identifiers }) =>
      store.match("account", identifiers.find(({ kind }) => kind === "account")?.display ?? ""),
    ),
  );
  return matches.flatMap((match) => match.customers);
}

async function importCallList(
  callLists: CallListStore,
  customers: readonly DemoCustomer[],
  now: EpochMs,
): Promise<void> {
  const lists = await callLists.lists();
  if (lists.some(({ callListId }) => callListId === DEMO_CALL_LIST_ID)) return;
  await callLists.importCsv({
    callListId: DEMO_CALL_LIST_ID,
    name: DEMO_CALL_LIST_NAME,
    csv: demoCallListCsv(customers),
    by: asId<UserId>("user-sofia"),
    now,
  });
}
