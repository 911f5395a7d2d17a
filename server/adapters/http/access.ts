import type { Role } from "../../../shared/domain/user.ts";

/** Who may call what: the only place where that is said. A route that is missing here cannot be registered. */
export const ACCESS = {
  "GET /api/health": "public",
  "GET /api/about": "public",
  "POST /api/session": "public",
  "GET /api/session": "agent",
  "DELETE /api/session": "agent",
  "POST /api/webphone": "public",
  "GET /api/customers": "agent",
  "GET /api/customers/:customerId": "agent",
  "PUT /api/customers/:customerId/notes": "agent",
  "GET /api/contacts": "agent",
  "GET /api/contacts/export": "supervisor",
  "GET /api/agents": "supervisor",
  "GET /api/missed-offers": "agent",
  "GET /api/agenda": "agent",
  "POST /api/agenda": "agent",
  "PATCH /api/agenda/:entryId": "agent",
  "GET /api/contacts/:contactId/journal": "supervisor",
  "GET /api/contacts/:contactId/quality": "agent",
  "GET /api/queues": "agent",
  "GET /api/skills": "agent",
  "GET /api/call-lists": "agent",
  "POST /api/call-lists": "supervisor",
  "GET /api/call-lists/:callListId/rejected": "supervisor",
  "GET /api/call-lists/:callListId/outlook": "agent",
  "GET /api/do-not-call": "admin",
  "POST /api/do-not-call": "admin",
  "POST /api/do-not-call/removals": "admin",
  "POST /api/do-not-call/import": "admin",
  "GET /api/waiting": "agent",
  "DELETE /api/callbacks/:contactId": "supervisor",
  "GET /api/voicemails": "agent",
  "GET /api/voicemails/:voicemailId/sound": "agent",
  "PATCH /api/voicemails/:voicemailId": "agent",
  "DELETE /api/voicemails/:voicemailId": "supervisor",
  "GET /api/hours": "admin",
  "PUT /api/hours/:calendarId": "admin",
  "DELETE /api/hours/:calendarId": "admin",
  "PUT /api/queue-alerts/:queueId": "supervisor",
  "GET /api/waiting-options": "admin",
  "PUT /api/waiting-options/:queueId": "admin",
  "GET /api/monitor-rules": "admin",
  "PUT /api/monitor-rules": "admin",
  "GET /api/routing": "admin",
  "POST /api/routing/check": "admin",
  "PUT /api/routing": "admin",
  "GET /api/users": "admin",
  "POST /api/users": "admin",
  "PATCH /api/users/:userId": "admin",
  "GET /api/prompts": "admin",
  "GET /api/prompts/:language/:promptId/sound": "admin",
  "PUT /api/prompts/:language/:promptId": "admin",
  "DELETE /api/prompts/:language/:promptId": "admin",
} as const satisfies Record<string, Role | "public">;

export type Access = Role | "public";

export function accessOf(method: string, path: string): Access | null {
  const key = `${method} ${path}`;
  return Object.hasOwn(ACCESS, key) ? ACCESS[key as keyof typeof ACCESS] : null;
}
