import Type from "typebox";
import { asId, type CallListId } from "../../../shared/domain/ids.ts";
import { CallListIdSchema, CallListSummarySchema, ListOutlookSchema } from "../../../shared/wire/domain-schemas.ts";
import { CallListNameQuerySchema, CallListsSchema, RejectedRowsSchema } from "../../../shared/wire/http.ts";
import { CommandError } from "../../ports/console-app.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { signedInUser } from "./signed-in-user.ts";

const listParams = Type.Object({ callListId: CallListIdSchema });

export function callListRoutes(app: HttpApp, deps: HttpDeps): void {
  const { callLists, listWork, journal, clock, random, mayCall } = deps;

  app.get("/api/call-lists", { schema: { response: replies({ 200: CallListsSchema }) } }, async () => ({
    lists: await callLists.lists(),
  }));

  app.post(
    "/api/call-lists",
    {
      schema: { querystring: CallListNameQuerySchema, response: replies({ 201: CallListSummarySchema }) },
      bodyLimit: HTTP_LIMITS.csvBytes,
      handlerTimeout: HTTP_LIMITS.uploadTimeoutMs,
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) throw new CommandError("wrong-content-type");
      const user = signedInUser(request);
      const now = clock.now();
      const callListId = asId<CallListId>(random.id("list"));
      const { name } = request.query;
      const summary = await callLists.importCsv({ callListId, name, csv: request.body, by: user.userId, now, mayCall });
      const payload = { callListId, name, entries: summary.entries, rejectedRows: summary.rejectedRows };
      journal.append({ at: now, type: "call-list-imported", contactId: null, agentId: user.userId, payload });
      return reply.status(201).send(summary);
    },
  );

  const known = async (text: string): Promise<CallListId> => {
    const callListId = asId<CallListId>(text);
    if (!(await callLists.lists()).some((list) => list.callListId === callListId)) throw new CommandError("not-found");
    return callListId;
  };

  app.get(
    "/api/call-lists/:callListId/rejected",
    { schema: { params: listParams, response: replies({ 200: RejectedRowsSchema }) } },
    async ({ params }) => ({ rows: await callLists.rejectedRows(await known(params.callListId)) }),
  );

  app.get(
    "/api/call-lists/:callListId/outlook",
    { schema: { params: listParams, response: replies({ 200: ListOutlookSchema }) } },
    async ({ params }) => listWork.outlook(await known(params.callListId)),
  );
}
