import type { CustomerId } from "../../../shared/domain/ids.ts";
import { CustomerDetailSchema, CustomerSearchSchema } from "../../../shared/wire/http.ts";
import type { HttpClient } from "./http-client.ts";

/** Of one search; there may be more. */
export const FOUND_MAX = 30;

/** By any identifier or by name; at least two characters. @throws Failure */
export async function searchCustomers(http: HttpClient, text: string, signal: AbortSignal) {
  const { customers } = await http.get(CustomerSearchSchema, {
    path: "api/customers",
    query: { q: text, limit: FOUND_MAX },
    signal,
  });
  return customers;
}

/** @throws Failure `not-found` */
export async function readCustomer(http: HttpClient, customerId: CustomerId, signal: AbortSignal) {
  return http.get(CustomerDetailSchema, { path: `api/customers/${encodeURIComponent(customerId)}`, signal });
}

/** @throws Failure */
export async function saveCustomerNotes(http: HttpClient, customerId: CustomerId, notes: string) {
  await http.run({ method: "PUT", path: `api/customers/${encodeURIComponent(customerId)}/notes`, body: { notes } });
}
