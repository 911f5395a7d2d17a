/**
 * Who talked with a customer (1) in the newest call since a moment (2) that is over. Walks `contacts_customer` from the newest backwards
 * and stops at the first; asked while a call is set up, so it is prepared once.
 */
export const LAST_AGENT = `SELECT agent_id FROM contacts
  WHERE customer_id = ? AND arrived_at >= ? AND kind = 'call'
    AND agent_id IS NOT NULL AND answered_at IS NOT NULL AND ended_at IS NOT NULL
  ORDER BY arrived_at DESC LIMIT 1`;
