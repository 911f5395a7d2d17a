import { networkInterfaces } from "node:os";
import { expect, it } from "vitest";
import type { PromptLibrary } from "../ports/prompt-library.ts";
import { soundsFor } from "./served-sounds.ts";

const library: PromptLibrary = { media: async () => ["sound:/data/prompt-cache/key"] };
const secrets = { secret: (name: string) => `${name}-secret` };

async function heard(
  { host = "127.0.0.1", pbx = "http://127.0.0.1:8088", tls = false, own = false, fetches = true } = {},
  pbxMediaUrl: string | null = null,
) {
  const said: string[] = [];
  const config = { host, httpPort: 8440, tlsCert: tls ? "cert.pem" : null, pbxMediaUrl, dataDir: "/data" };
  const exchange = { httpUrl: pbx, own, fetchesSounds: fetches };
  const { prompts, pbxMedia } = await soundsFor(
    { config, secrets, report: (line) => said.push(line) },
    exchange,
    library,
  );
  const [media] = await prompts.media({ id: "hello" }, "en");
  return { media, isServed: pbxMedia !== undefined, said };
}

const served = (base: string) => ({
  media: `sound:${base}/pbx-media/pbx-media-secret/key.wav`,
  isServed: true,
  said: [],
});
const FILE = { media: "sound:/data/prompt-cache/key", isServed: false, said: [] };

it.each([
  ["the own exchange reads the file", { own: true }, null, FILE],
  ["one that sees the data folder too", {}, "files", FILE],
  ["another on this machine fetches it", {}, null, served("http://127.0.0.1:8440")],
  ["with a certificate over https", { tls: true }, null, served("https://127.0.0.1:8440")],
  ["from where it is told to", { pbx: "http://10.0.0.5:8088" }, "http://10.0.0.4:80", served("http://10.0.0.4:80")],
  ["from this machine's address on the way to it", { host: "0.0.0.0" }, null, served("http://127.0.0.1:8440")],
])("%s", async (_, where, set, expected) => {
  expect(await heard(where, set)).toEqual(expected);
});

const speaksIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));

it.runIf(speaksIpv6)("and where that is one of IPv6", async () => {
  expect(await heard({ host: "::", pbx: "http://[::1]:8088" })).toEqual(served("http://[::1]:8440"));
});

it.each([
  [
    "an exchange elsewhere cannot reach this machine's loopback",
    { pbx: "http://10.0.0.5:8088" },
    /10\.0\.0\.5 cannot fetch/u,
  ],
  ["one that lacks the module", { fetches: false }, /load res_curl and res_http_media_cache/u],
])("%s: said at the start", async (_, where, line) => {
  expect((await heard(where)).said).toEqual([expect.stringMatching(line)]);
});

/** No name server is asked for a label of more than 63 characters (RFC 1035 2.3.4). */
const TOO_LONG = "x".repeat(64);

it("an exchange whose name leads nowhere: the setting is named", async () => {
  await expect(heard({ host: "0.0.0.0", pbx: `http://${TOO_LONG}.invalid:8088` })).rejects.toMatchObject({
    code: "config-invalid",
    detail: expect.stringContaining("CORDBOARD_PBX_MEDIA_URL"),
  });
});
