import type { FastifyRequest } from "fastify";
import type { User } from "../../../shared/domain/user.ts";
import { CommandError } from "../../ports/console-app.ts";

/** The person behind a request on a route that is not public. */
export function signedInUser(request: FastifyRequest): User {
  if (request.user === null) throw new CommandError("not-signed-in");
  return request.user;
}
