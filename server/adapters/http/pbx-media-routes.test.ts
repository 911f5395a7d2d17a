import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SERVED_SOUND, servedPrompts } from "../speech/served-prompts.ts";
import { errorReply } from "./error-reply.ts";
import { pbxMediaRoutes } from "./pbx-media-routes.ts";

const TOKEN = "a".repeat(43);
const KEY = "3f9a".repeat(16);
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-media-"));
  writeFileSync(join(folder, `${KEY}.wav`), "RIFF sound");
  writeFileSync(join(folder, `${KEY}.sln16`), "raw");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function get(url: string) {
  const app = Fastify({ routerOptions: { maxParamLength: 100 } });
  app.setErrorHandler((error, _request, reply) => reply.status(errorReply(error).status).send());
  pbxMediaRoutes(app, { folder, token: TOKEN, fileName: SERVED_SOUND });
  return app.inject(url);
}

it("gives the exchange what its address of a prompt says, to keep for good", async () => {
  const library = servedPrompts(
    { media: async () => [`sound:${folder}/${KEY}`] },
    `http://10.0.0.4:8440/pbx-media/${TOKEN}`,
  );
  const [media = ""] = await library.media({ id: "hello" }, "en");
  const reply = await get(new URL(media.slice("sound:".length)).pathname);
  expect(reply.body).toBe("RIFF sound");
  expect(reply.headers).toMatchObject({
    "content-type": "audio/wav",
    "cache-control": "private, max-age=31536000, immutable",
  });
});

it.each([
  ["another token", `/pbx-media/${"b".repeat(43)}/${KEY}.wav`],
  ["a shorter token", `/pbx-media/a/${KEY}.wav`],
  ["no token", `/pbx-media/${KEY}.wav`],
  ["another kind of file", `/pbx-media/${TOKEN}/${KEY}.sln16`],
  ["a sound that is gone", `/pbx-media/${TOKEN}/${"0".repeat(64)}.wav`],
  ["a way out of the folder", `/pbx-media/${TOKEN}/..%2f..%2fsecrets.wav`],
])("%s gets nothing", async (_, url) => {
  expect((await get(url)).statusCode).toBe(404);
});
