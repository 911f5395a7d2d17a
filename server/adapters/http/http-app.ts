import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { TSchema } from "typebox";
import type { User } from "../../../shared/domain/user.ts";
import type { Access } from "./access.ts";

/** Fastify with requests typed by their TypeBox schemas. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the access check; null on public routes. */
    user: User | null;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

/**
 * Reply schemas whose type is left open: the domain's readonly arrays do not fit the mutable ones TypeBox infers. They
 * are checked at run time by `replySerializer`.
 */
export function replies(schemas: Readonly<Record<number, TSchema>>): Record<number, TSchema> {
  return { ...schemas };
}
