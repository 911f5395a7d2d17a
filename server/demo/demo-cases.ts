import { asId, type CustomerId, type UserId } from "../../shared/domain/ids.ts";

/**
 * The people of the walk, with everything needed to play them. All telephone numbers of the demonstration company lie in
 * +86 138 0013 8000..8999, a carrier's own service range: whoever connects a real trunk and works the demonstration list
 * rings no private person.
 */
export interface DemoCase {
  readonly customerId: CustomerId;
  readonly name: string;
  /** E.164 */
  readonly phone: string;
  readonly account: string;
  readonly pin: string;
}

/** Platinum; speaks Chinese. */
export const DEMO_VIP: DemoCase = {
  customerId: asId<CustomerId>("cust-0001"),
  name: "林慧敏",
  phone: "+8613800138001",
  account: "10000001",
  pin: "2468",
};

/** Neither VIP nor in arrears; speaks English. */
export const DEMO_NORMAL: DemoCase = {
  customerId: asId<CustomerId>("cust-0002"),
  name: "Daniel Wright",
  phone: "+8613800138002",
  account: "10000002",
  pin: "1357",
};

/** A married couple with one phone and an account each: two matches, shown as two. */
export const DEMO_SHARED_PHONE = "+8613800138003";
export const DEMO_SHARED: readonly DemoCase[] = [
  {
    customerId: asId<CustomerId>("cust-0003"),
    name: "王芳",
    phone: DEMO_SHARED_PHONE,
    account: "10000003",
    pin: "8642",
  },
  {
    customerId: asId<CustomerId>("cust-0004"),
    name: "王强",
    phone: DEMO_SHARED_PHONE,
    account: "10000004",
    pin: "7531",
  },
];

/** A valid number that nobody in the customer store has. */
export const DEMO_UNKNOWN_NUMBER = "+8613800138999";

/** Who talked with DEMO_VIP last. */
export const DEMO_VIP_AGENT = asId<UserId>("user-chen");

/** What a customer dials. */
export const DEMO_SERVICE_NUMBERS = { service: "4000", serviceDirect: "4001", sales: "4002", vipCare: "4003" } as const;
