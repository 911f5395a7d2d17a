import type { FastifySerializerCompiler } from "fastify/types/schema.js";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { LogSink } from "../../ports/log-sink.ts";

/**
 * Checks every reply against its schema before it leaves. Strict (development, tests): a wrong reply is an error. In
 * production it is sent and logged: a field longer than foreseen must not take the customer off the agent's screen.
 */
export function replySerializer(strict: boolean, log: LogSink): FastifySerializerCompiler<TSchema> {
  return ({ schema, method, url, httpStatus }) => {
    const validator = Compile(schema);
    return (reply: unknown) => {
      if (!validator.Check(reply)) {
        const differences = validator
          .Errors(reply)
          .slice(0, 5)
          .map(({ instancePath, message }) => `${instancePath} ${message}`);
        log.error({ method, url, httpStatus, differences }, "a reply differs from shared/wire");
        if (strict) throw new Error(`reply of ${method} ${url} differs from shared/wire: ${differences.join("; ")}`);
      }
      return JSON.stringify(reply);
    };
  };
}
