import Type from "typebox";
import { asId, type UserId } from "../../../shared/domain/ids.ts";
import { LanguageSchema, UserIdSchema, UserSchema } from "../../../shared/wire/domain-schemas.ts";
import { NewUserBodySchema, PromptsSchema, UserChangeBodySchema, UsersSchema } from "../../../shared/wire/http.ts";
import { MonitorRulesBodySchema, MonitorRulesSchema } from "../../../shared/wire/monitor-rules-schema.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { UserChange } from "../../ports/user-administration.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";
import { routingRoutes } from "./routing-routes.ts";
import { signedInUser } from "./signed-in-user.ts";

const userParams = Type.Object({ userId: UserIdSchema });
const promptParams = Type.Object({
  language: LanguageSchema,
  promptId: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]+$" }),
});

export function adminRoutes(app: HttpApp, deps: HttpDeps): void {
  userRoutes(app, deps);
  promptRoutes(app, deps);
  routingRoutes(app, deps);
  monitorRoutes(app, deps);
}

function userRoutes(app: HttpApp, { users }: HttpDeps): void {
  app.get("/api/users", { schema: { response: replies({ 200: UsersSchema }) } }, async () => ({
    users: await users.list(),
  }));

  app.post(
    "/api/users",
    { schema: { body: NewUserBodySchema, response: replies({ 201: UserSchema }) } },
    async (request, reply) => reply.status(201).send(await users.create(request.body, signedInUser(request))),
  );

  app.patch(
    "/api/users/:userId",
    { schema: { params: userParams, body: UserChangeBodySchema, response: replies({ 200: UserSchema }) } },
    async (request) => users.change(asId<UserId>(request.params.userId), given(request.body), signedInUser(request)),
  );
}

/** Without the keys that are absent: "not mentioned" and "undefined" are the same on the wire, not in our types. */
function given(body: { [K in keyof UserChange]?: UserChange[K] | undefined }): UserChange {
  const { displayName, role, disabled, password } = body;
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(role === undefined ? {} : { role }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(password === undefined ? {} : { password }),
  };
}

function monitorRoutes(app: HttpApp, { monitoring }: HttpDeps): void {
  const response = replies({ 200: MonitorRulesSchema });
  app.get("/api/monitor-rules", { schema: { response } }, async () => monitoring.rules());

  app.put("/api/monitor-rules", { schema: { body: MonitorRulesBodySchema, response } }, async (request) =>
    monitoring.saveRules(request.body, request.body.baseRevision, signedInUser(request)),
  );
}

function promptRoutes(app: HttpApp, { prompts }: HttpDeps): void {
  app.get("/api/prompts", { schema: { response: replies({ 200: PromptsSchema }) } }, async () => ({
    prompts: await prompts.list(),
  }));

  app.get(
    "/api/prompts/:language/:promptId/sound",
    { schema: { params: promptParams }, handlerTimeout: HTTP_LIMITS.uploadTimeoutMs },
    async ({ params }, reply) => {
      const sound = await prompts.sound(params.promptId, params.language);
      return reply.type("audio/wav").send(Buffer.from(sound));
    },
  );

  app.put(
    "/api/prompts/:language/:promptId",
    { schema: { params: promptParams }, bodyLimit: HTTP_LIMITS.wavBytes, handlerTimeout: HTTP_LIMITS.uploadTimeoutMs },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) throw new CommandError("wrong-content-type");
      const { promptId, language } = request.params;
      await prompts.upload(promptId, language, request.body, signedInUser(request));
      return reply.status(204).send();
    },
  );

  app.delete("/api/prompts/:language/:promptId", { schema: { params: promptParams } }, async (request, reply) => {
    const { promptId, language } = request.params;
    await prompts.remove(promptId, language, signedInUser(request));
    return reply.status(204).send();
  });
}
