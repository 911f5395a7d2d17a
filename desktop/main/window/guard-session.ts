import type { Session } from "electron";
import { isOfServer, mayHavePermission, mayRequest } from "../access-policy.ts";
import type { DesktopLog } from "../diagnostics/desktop-log.ts";
import { isLocalPage } from "./local-pages.ts";

/**
 * For a page of the server that comes without a policy (a proxy may strip headers): nothing from elsewhere, nothing inline.
 * The server's own (server/adapters/http/security-headers.ts) is stricter and wins where it is there.
 */
export const FALLBACK_CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' mediastream: blob:",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Electron grants every permission unless told otherwise: both handlers are needed, one asks and one looks up. */
export function guardSession(server: URL, guarded: Session, log: DesktopLog): void {
  guardPermissions(server, guarded, log);
  guarded.webRequest.onBeforeRequest(({ url, resourceType }, decide) => {
    const isRefused = !mayRequest(server, url, resourceType) && !isLocalPage(url);
    if (isRefused) log.warn("request-refused", { url, resourceType });
    decide({ cancel: isRefused });
  });
  guarded.webRequest.onHeadersReceived(({ url, resourceType, responseHeaders = {} }, decide) => {
    const isPage = resourceType === "mainFrame" || resourceType === "subFrame";
    const hasPolicy = Object.keys(responseHeaders).some((name) => name.toLowerCase() === "content-security-policy");
    decide(
      isPage && !hasPolicy && isOfServer(server, url)
        ? { responseHeaders: { ...responseHeaders, "Content-Security-Policy": [FALLBACK_CSP] } }
        : {},
    );
  });
  // Exports and reports of the server; anything else, and anything a page starts from elsewhere, stays out.
  guarded.on("will-download", (event, item) => {
    const chain = item.getURLChain();
    const isOurs = chain.length > 0 && chain.every((url) => isOfServer(server, url.replace(/^blob:/u, "")));
    if (!isOurs) {
      event.preventDefault();
      log.warn("download-refused", { url: item.getURL() });
    }
  });
}

function guardPermissions(server: URL, guarded: Session, log: DesktopLog): void {
  guarded.setPermissionRequestHandler((_page, permission, decide, details) => {
    const mediaTypes = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const isGranted = mayHavePermission(server, {
      permission,
      askedBy: details.requestingUrl,
      isMainFrame: details.isMainFrame,
      mediaTypes,
    });
    if (!isGranted) log.warn("permission-refused", { permission });
    decide(isGranted);
  });
  guarded.setPermissionCheckHandler((_page, permission, requestingOrigin, details) =>
    mayHavePermission(server, {
      permission,
      askedBy: requestingOrigin,
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType === undefined || details.mediaType === "unknown" ? [] : [details.mediaType],
    }),
  );
  guarded.setDevicePermissionHandler(() => false);
  guarded.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  // Nobody shares a screen from here; null refuses.
  guarded.setDisplayMediaRequestHandler((_request, decide) => decide(null));
}
