import { asId, type CustomerId } from "../../shared/domain/ids.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { NewCustomer } from "../ports/provisioning.ts";
import { DEMO_NORMAL, DEMO_SHARED, DEMO_VIP, type DemoCase } from "./demo-cases.ts";
import {
  CHINESE_FAMILY,
  CHINESE_GIVEN,
  DEMO_GROUPS,
  type DemoGroup,
  ENGLISH_FAMILY,
  ENGLISH_GIVEN,
  SERVICE_NAMES,
} from "./demo-names.ts";
import type { DemoRandom } from "./demo-random.ts";

/** A customer whose PIN has yet to be hashed; null for companies, which have none. */
export type DemoCustomer = Omit<NewCustomer, "pinHash"> & { readonly pin: string | null };
type Language = "en" | "zh";
type Services = NewCustomer["services"];
type Identifiers = NewCustomer["identifiers"];

const DAY_MS: DurationMs = 24 * 3_600_000;
const PERSONS = 220;
const CONTACTS_PER_SUBSIDIARY = 4;
/** The well-known cases use 1..4. */
const FIRST_NUMBER = 10;

/** About 300 customers, the same ones at every start. */
export function demoCustomers(random: DemoRandom, now: EpochMs): readonly DemoCustomer[] {
  const numbers = { next: FIRST_NUMBER };
  const companies = DEMO_GROUPS.flatMap((group) => groupOfCompanies(group, random, now, numbers));
  const persons = Array.from({ length: PERSONS }, () => person(random, now, numbers.next++));
  return [...wellKnown(now), ...companies, ...persons];
}

function wellKnown(now: EpochMs): DemoCustomer[] {
  const since = (years: number): EpochMs => now - Math.round(years * 365.25) * DAY_MS;
  const common = { kind: "person", company: null, parentId: null } as const;
  const numbered = (demo: DemoCase, more: Identifiers) => ({
    customerId: demo.customerId,
    name: demo.name,
    pin: demo.pin,
    identifiers: [
      { kind: "phone", display: writtenPhone(demo.phone) } as const,
      { kind: "account", display: demo.account } as const,
      ...more,
    ],
  });
  const [wife, husband] = DEMO_SHARED;
  if (!wife || !husband) throw new Error("the shared phone needs two customers");
  return [
    {
      ...common,
      ...numbered(DEMO_VIP, [
        { kind: "member", display: "HM 8800 0001" },
        { kind: "id-card", display: idCard("19790512", 1) },
        { kind: "plate", display: "沪A·88001" },
        { kind: "email", display: "lin.huimin@example.com" },
      ]),
      language: "zh",
      balance: { amountMinor: 12_850, currency: "CNY", dueAt: now + 9 * DAY_MS },
      membership: { programme: "Harbour Club", points: 48_200 },
      services: servicesOf(SERVICE_NAMES.zh.person.slice(0, 6), since(12)),
      value: {
        revenue12mMinor: 4_800_000,
        customerSince: since(12),
        arrearsMinor: 0,
        churnRisk: 0.35,
        keyAccount: true,
      },
      notes: "偏好普通话；上午联系。",
    },
    {
      ...common,
      ...numbered(DEMO_NORMAL, [{ kind: "email", display: "daniel.wright@example.com" }]),
      language: "en",
      balance: { amountMinor: 8_900, currency: "CNY", dueAt: now + 14 * DAY_MS },
      membership: { programme: "Harbour Club", points: 1_240 },
      services: servicesOf(SERVICE_NAMES.en.person.slice(0, 2), since(2)),
      value: { revenue12mMinor: 78_000, customerSince: since(2), arrearsMinor: 0, churnRisk: 0.1, keyAccount: false },
      notes: "",
    },
    ...[wife, husband].map((demo, index) => ({
      ...common,
      ...numbered(demo, []),
      language: "zh" as const,
      balance: { amountMinor: 5_600 + index * 3_300, currency: "CNY", dueAt: now + 5 * DAY_MS },
      membership: null,
      services: servicesOf(SERVICE_NAMES.zh.person.slice(1, 3 + index), since(4)),
      value: {
        revenue12mMinor: 96_000 + index * 30_000,
        customerSince: since(4),
        arrearsMinor: 0,
        churnRisk: 0.2,
        keyAccount: false,
      },
      notes: "",
    })),
  ];
}

function groupOfCompanies(
  group: DemoGroup,
  random: DemoRandom,
  now: EpochMs,
  numbers: { next: number },
): DemoCustomer[] {
  const keyAccount = random.chance(0.5);
  const top = company(group.name, null, group.language, keyAccount, random, now, numbers.next++);
  const below = group.subsidiaries.flatMap((name) => {
    const subsidiary = company(name, top, group.language, keyAccount, random, now, numbers.next++);
    const contacts = Array.from({ length: CONTACTS_PER_SUBSIDIARY }, () => ({
      ...person(random, now, numbers.next++, group.language),
      company: name,
      parentId: subsidiary.customerId,
    }));
    return [subsidiary, ...contacts];
  });
  return [top, ...below];
}

function company(
  name: string,
  parent: DemoCustomer | null,
  language: Language,
  keyAccount: boolean,
  random: DemoRandom,
  now: EpochMs,
  number: number,
): DemoCustomer {
  const since = now - random.int(400, 5_000) * DAY_MS;
  const revenue12mMinor = random.skewed(parent ? 2_400_000 : 6_000_000, 0.7);
  const services = servicesOf(sample(SERVICE_NAMES[language].company, random.int(2, 5), random), since);
  return {
    customerId: customerIdOf(number),
    kind: "company",
    name,
    company: parent?.name ?? null,
    language,
    parentId: parent?.customerId ?? null,
    identifiers: [
      { kind: "phone", display: demoPhone(number) },
      { kind: "account", display: accountOf(number) },
      { kind: "policy", display: `HT-${String(2_000_000 + number)}` },
    ],
    pin: null,
    balance: {
      amountMinor: Math.round(revenue12mMinor / 12),
      currency: "CNY",
      dueAt: now + random.int(1, 28) * DAY_MS,
    },
    membership: null,
    services,
    value: {
      revenue12mMinor,
      customerSince: since,
      arrearsMinor: random.chance(0.1) ? Math.round(revenue12mMinor / 10) : 0,
      churnRisk: random.next() * 0.5,
      keyAccount,
    },
    notes: "",
  };
}

function person(random: DemoRandom, now: EpochMs, number: number, spoken?: Language): DemoCustomer {
  const language = spoken ?? (random.chance(0.6) ? "zh" : "en");
  const since = now - random.int(30, 5_200) * DAY_MS;
  const revenue12mMinor = random.skewed(90_000, 0.8);
  const inArrears = random.chance(0.12);
  const monthMinor = Math.round(revenue12mMinor / 12);
  const names = sample(SERVICE_NAMES[language].person, random.int(1, 5), random);
  const services = servicesOf(names, since).map((service, index) =>
    inArrears && index === 0 ? { ...service, status: "suspended" as const } : service,
  );
  return {
    customerId: customerIdOf(number),
    kind: "person",
    name: personName(language, random),
    company: null,
    language: random.chance(0.9) ? language : null,
    parentId: null,
    identifiers: personIdentifiers(random, number),
    pin: String(random.int(1_000, 9_999)),
    balance: {
      amountMinor: inArrears ? monthMinor * 3 : monthMinor,
      currency: "CNY",
      dueAt: now + (inArrears ? -20 : random.int(1, 28)) * DAY_MS,
    },
    membership: random.chance(0.6) ? { programme: "Harbour Club", points: random.int(0, 30_000) } : null,
    services,
    value: {
      revenue12mMinor,
      customerSince: since,
      arrearsMinor: inArrears ? monthMinor * 2 : 0,
      churnRisk: random.next() * 0.7,
      keyAccount: false,
    },
    notes: "",
  };
}

function personName(language: Language, random: DemoRandom): string {
  if (language === "zh") return random.pick(CHINESE_FAMILY) + random.pick(CHINESE_GIVEN);
  return `${random.pick(ENGLISH_GIVEN)} ${random.pick(ENGLISH_FAMILY)}`;
}

function personIdentifiers(random: DemoRandom, number: number): Identifiers {
  const identifiers: Identifiers[number][] = [
    { kind: "phone", display: demoPhone(number) },
    { kind: "account", display: accountOf(number) },
  ];
  const birthday = `${random.int(1950, 2004)}${String(random.int(1, 12)).padStart(2, "0")}${String(random.int(1, 28)).padStart(2, "0")}`;
  if (random.chance(0.15)) identifiers.push({ kind: "phone", display: demoPhone(number + 500) });
  if (random.chance(0.5)) identifiers.push({ kind: "id-card", display: idCard(birthday, number) });
  if (random.chance(0.3)) identifiers.push({ kind: "policy", display: `HT-${String(1_000_000 + number)}` });
  if (random.chance(0.3))
    identifiers.push({
      kind: "plate",
      display: `${random.pick(["京", "沪", "粤", "苏", "浙"])}${random.pick(["A", "B", "C"])}·${String(10_000 + number * 7)}`,
    });
  if (random.chance(0.5)) identifiers.push({ kind: "member", display: `HM 8800 ${String(number).padStart(4, "0")}` });
  if (random.chance(0.4)) identifiers.push({ kind: "email", display: `customer${number}@example.com` });
  return identifiers;
}

function servicesOf(names: readonly string[], since: EpochMs): Services {
  return names.map((name, index) => ({ name, status: "active", since: since + index * 40 * DAY_MS }));
}

function sample<Item>(items: readonly Item[], count: number, random: DemoRandom): Item[] {
  const rest = [...items];
  return Array.from({ length: Math.min(count, items.length) }, () =>
    rest.splice(random.int(0, rest.length - 1), 1),
  ).flat();
}

function customerIdOf(number: number): CustomerId {
  return asId<CustomerId>(`cust-${String(number).padStart(4, "0")}`);
}

function accountOf(number: number): string {
  return String(10_000_000 + number);
}

function demoPhone(number: number): string {
  return `+86 138 0013 8${String(number).padStart(3, "0")}`;
}

function writtenPhone(e164: string): string {
  return e164.replace(/^(\+86)(\d{3})(\d{4})(\d{4})$/u, "$1 $2 $3 $4");
}

/** GB 11643 with its check digit (ISO 7064 MOD 11-2), but for region 999999, which does not exist: nobody has this card. */
function idCard(birthday: string, sequence: number): string {
  const digits = `999999${birthday}${String(sequence % 1_000).padStart(3, "0")}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return digits + "10X98765432".charAt(sum % 11);
}
