import helmet from "@fastify/helmet";
import type { HttpApp } from "./http-app.ts";

/**
 * The one style sheet that react-aria (usePress) inserts by itself: `touch-action` of what can be pressed. A test compares it
 * with the installed version.
 */
export const PRESSABLE_STYLE_HASH = "sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=";

/** What a page says whose program does not come (`desktop/not-started.css`): inside the page, or it would not come either. A test compares it. */
export const NOT_STARTED_STYLE_HASH = "sha256-yxfauVP7rsFzFv0NJiksHAWYQa7TlZyXhJT4cVwjQ1g=";

/** Content-Security-Policy and its companions: no inline script, no eval, no other origin but the PBX's WebSocket. */
export async function securityHeaders(app: HttpApp, sipOrigins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", `'${PRESSABLE_STYLE_HASH}'`, `'${NOT_STARTED_STYLE_HASH}'`],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'", "mediastream:", "blob:"],
        "connect-src": ["'self'", ...sipOrigins],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    // Plain HTTP on loopback is the default set-up; behind a TLS proxy the proxy says it.
    strictTransportSecurity: false,
  });
  app.addHook("onSend", async (_request, reply) => {
    reply.header("permissions-policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()");
  });
}
