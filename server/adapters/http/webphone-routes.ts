import { WebphoneBodySchema, WebphoneSchema } from "../../../shared/wire/http.ts";
import { CommandError } from "../../ports/console-app.ts";
import { replies, type HttpApp } from "./http-app.ts";
import type { HttpDeps } from "./http-deps.ts";
import { HTTP_LIMITS } from "./http-limits.ts";

/** Open to everybody who can reach the page, hence its own, lower limit. */
export function webphoneRoutes(app: HttpApp, { webphones }: HttpDeps): void {
  app.post(
    "/api/webphone",
    {
      schema: { body: WebphoneBodySchema, response: replies({ 200: WebphoneSchema }) },
      config: { rateLimit: { max: HTTP_LIMITS.webphonesPerMinute, timeWindow: "1 minute" } },
    },
    async (request) => {
      if (webphones === null) throw new CommandError("not-found");
      return webphones.issue({ callerNumber: request.body.callerNumber, clientAddress: request.ip });
    },
  );
}
