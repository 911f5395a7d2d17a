import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { checkExternalPbx } from "./external-pbx.ts";
import { REQUIRED_MODULE_FILES } from "./modules-conf.ts";

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))));

async function pbx(status: number, body: string, modules: readonly string[] = REQUIRED_MODULE_FILES): Promise<string> {
  server = createServer((request, response) => {
    const password = Buffer.from((request.headers.authorization ?? "").replace("Basic ", ""), "base64").toString();
    const list = modules.map((name) => ({ name, status: name === "res_srtp.so" ? "Declined" : "Running" }));
    const answer = request.url?.endsWith("/ari/asterisk/modules") ? JSON.stringify(list) : body;
    response.writeHead(password === "ari:p@ss" ? status : 401).end(answer);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const info = (version: string): string => JSON.stringify({ system: { version, entity_id: "x" } });

it("accepts an Asterisk that answers with the credentials in the URL", async () => {
  const host = await pbx(200, info("22.10.1"));
  expect(await checkExternalPbx(`http://ari:p%40ss@${host}/prefix/`)).toEqual({
    httpUrl: `http://${host}/prefix`,
    wsUrl: `ws://${host}/prefix/ws`,
    ariUser: "ari",
    ariSecret: "p@ss",
    version: "22.10.1",
    warnings: [expect.stringMatching(/does not run the modules res_srtp\.so: calls may fail/u)],
    fetchesSounds: false,
  });
});

it("knows whether it fetches announcements, and says nothing about modules where it does not tell them", async () => {
  const fetching = await pbx(200, info("22.10.1"), ["res_http_media_cache.so"]);
  expect(await checkExternalPbx(`http://ari:p%40ss@${fetching}`)).toMatchObject({ fetchesSounds: true });
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  const silent = await pbx(200, info("22.10.1"), []);
  expect(await checkExternalPbx(`http://ari:p%40ss@${silent}`)).toMatchObject({ fetchesSounds: true, warnings: [] });
});

it.each([
  ["wrong password", 200, info("22.10.1"), "wrong", "config-invalid", /refuses the user or password/],
  ["not ARI", 200, "<html>", "p%40ss", "config-invalid", /not as Asterisk/],
  ["not found", 404, "", "p%40ss", "config-invalid", /status 404/],
  ["too old", 200, info("18.9.0"), "p%40ss", "config-invalid", /18\.9\.0/],
])("%s", async (_, status, body, password, code, detail) => {
  const host = await pbx(status, body);
  await expect(checkExternalPbx(`http://ari:${password}@${host}`)).rejects.toMatchObject({
    code,
    detail: expect.stringMatching(detail),
  });
});

it.each(["", "x", "ftp://a:b@c", "http://host:8088", "http://user@host"])(
  "refuses %j as a URL without repeating it",
  async (url) => {
    await expect(checkExternalPbx(url)).rejects.toMatchObject({
      code: "config-invalid",
      detail: "CORDBOARD_PBX_URL must look like http://user:password@host:8088",
    });
  },
);

it("says that nobody answers, without the password", async () => {
  const host = await pbx(200, "");
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  server = undefined;
  const failure = await checkExternalPbx(`http://ari:geheim@${host}`).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "pbx-unavailable" });
  expect(String(failure)).not.toContain("geheim");
});

it("says so when it falls silent after telling its version", async () => {
  server = createServer((request, response) => {
    if (request.url?.endsWith("/ari/asterisk/modules")) return request.socket.destroy();
    return response.writeHead(200).end(info("22.10.1"));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await expect(checkExternalPbx(`http://ari:x@127.0.0.1:${port}`)).rejects.toMatchObject({ code: "pbx-unavailable" });
});
