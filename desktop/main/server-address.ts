/** Where the console is loaded from when nobody says otherwise: the server on this machine. */
export const DEFAULT_SERVER_URL = "http://127.0.0.1:8440/";
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The address cannot be used; `message` is for the person who set it. */
export class ServerAddressError extends Error {
  readonly code = "config-invalid";
}

/**
 * The server's address from `CORDBOARD_SERVER_URL`. Anything but this machine must be https: the window carries a microphone
 * and customers' data, and a browser would not give a plain-http page the microphone either (W3C Secure Contexts).
 */
export function serverAddress(given: string | undefined): URL {
  const text = given === undefined || given.trim() === "" ? DEFAULT_SERVER_URL : given.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new ServerAddressError(`CORDBOARD_SERVER_URL is not a web address: ${text}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new ServerAddressError("CORDBOARD_SERVER_URL must not hold a password: sign in on the page.");
  }
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname)) {
    throw new ServerAddressError(`CORDBOARD_SERVER_URL must begin with https:// for another machine: ${url.origin}`);
  }
  return url;
}
