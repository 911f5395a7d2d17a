import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import { ACCESS } from "../../server/adapters/http/access.ts";
import { isErrorCode } from "../../shared/errors/errors.ts";
import { ROLES, roleAtLeast } from "../../shared/domain/user.ts";
import { ErrorBodySchema } from "../../shared/wire/http.ts";
import { startWire, type Wire } from "./wire-harness.ts";

/** Written down a second time on purpose: a slip in access.ts must not pass because the test reads the same table. */
const EXPECTED = {
  public: ["GET /api/about", "GET /api/health", "POST /api/session", "POST /api/webphone"],
  agent: [
    "DELETE /api/session",
    "GET /api/agenda",
    "GET /api/call-lists",
    "GET /api/call-lists/:callListId/outlook",
    "GET /api/contacts",
    "GET /api/contacts/:contactId/quality",
    "GET /api/customers",
    "GET /api/customers/:customerId",
    "GET /api/missed-offers",
    "GET /api/queues",
    "GET /api/session",
    "GET /api/skills",
    "GET /api/voicemails",
    "GET /api/voicemails/:voicemailId/sound",
    "GET /api/waiting",
    "PATCH /api/agenda/:entryId",
    "PATCH /api/voicemails/:voicemailId",
    "POST /api/agenda",
    "PUT /api/customers/:customerId/notes",
  ],
  supervisor: [
    "DELETE /api/callbacks/:contactId",
    "DELETE /api/voicemails/:voicemailId",
    "GET /api/agents",
    "GET /api/call-lists/:callListId/rejected",
    "GET /api/contacts/:contactId/journal",
    "GET /api/contacts/export",
    "GET /api/queue-alerts/:queueId",
    "POST /api/call-lists",
    "PUT /api/queue-alerts/:queueId",
  ],
  admin: [
    "DELETE /api/hours/:calendarId",
    "DELETE /api/prompts/:language/:promptId",
    "GET /api/do-not-call",
    "GET /api/hours",
    "GET /api/monitor-rules",
    "GET /api/prompts",
    "GET /api/prompts/:language/:promptId/sound",
    "GET /api/routing",
    "GET /api/users",
    "GET /api/waiting-options",
    "PATCH /api/users/:userId",
    "POST /api/do-not-call",
    "POST /api/do-not-call/import",
    "POST /api/do-not-call/removals",
    "POST /api/routing/check",
    "POST /api/users",
    "PUT /api/hours/:calendarId",
    "PUT /api/monitor-rules",
    "PUT /api/prompts/:language/:promptId",
    "PUT /api/routing",
    "PUT /api/waiting-options/:queueId",
  ],
} as const;

const isErrorBody = Compile(ErrorBodySchema);
const routes = Object.entries(ACCESS).map(([key, access]) => {
  const [method = "", path = ""] = key.split(" ");
  const url = path.replace(":language", "en").replace(/:\w+/gu, "some-id");
  return { key, access, method: method as "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url };
});

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.stop());

describe("who may call what", () => {
  it("is what was decided", () => {
    for (const [access, keys] of Object.entries(EXPECTED)) {
      expect(
        Object.entries(ACCESS)
          .filter(([, given]) => given === access)
          .map(([key]) => key)
          .sort(),
        access,
      ).toEqual(keys);
    }
  });

  it.each(routes.filter(({ access }) => access !== "public"))(
    "$key needs a token that is good",
    async ({ method, url }) => {
      for (const [authorization, code] of [
        [undefined, "not-signed-in"],
        ["Bearer", "not-signed-in"],
        ["Basic dXNlcjpwYXNzd29yZA==", "not-signed-in"],
        [`Bearer ${"x".repeat(43)}`, "session-expired"],
        [`Bearer ${"x".repeat(4_000)}`, "not-signed-in"],
      ] as const) {
        const reply = await wire.http.inject({
          method,
          url,
          ...(authorization === undefined ? {} : { headers: { authorization } }),
        });
        expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 401, code });
        expect(reply.headers["www-authenticate"]).toBe("Bearer");
        expect(isErrorBody.Check(reply.json())).toBe(true);
      }
    },
  );

  it.each(routes.flatMap((route) => ROLES.map((role) => ({ ...route, role }))))(
    "$key as $role",
    async ({ access, method, url, role }) => {
      const reply = await wire.http.inject({
        method,
        url,
        headers: { authorization: `Bearer ${await wire.tokenOf(role)}` },
      });
      const allowed = access === "public" || roleAtLeast(role, access);
      if (allowed) expect(reply.statusCode).not.toBe(403);
      else
        expect({ status: reply.statusCode, body: reply.json() }).toEqual({
          status: 403,
          body: { code: "forbidden", message: expect.any(String) },
        });
      if (reply.statusCode >= 400) expect(isErrorCode(reply.json().code), reply.body).toBe(true);
      expect(reply.statusCode).not.toBe(500);
    },
  );
});
