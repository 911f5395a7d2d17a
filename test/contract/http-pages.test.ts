import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOT_STARTED_STYLE_HASH, PRESSABLE_STYLE_HASH } from "../../server/adapters/http/security-headers.ts";
import { startWire, type Wire } from "./wire-harness.ts";

let wire: Wire;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "cordboard-pages-"));
  mkdirSync(join(folder, "assets"));
  for (const page of ["index", "wallboard", "phone"])
    writeFileSync(join(folder, `${page}.html`), `<title>${page}</title>`);
  writeFileSync(join(folder, "assets", "main-abc123.js"), `// ${"x".repeat(5_000)}`);
  writeFileSync(join(folder, ".hidden"), "secret");
  wire = await startWire({ rendererFolder: folder });
});
afterEach(async () => {
  await wire.stop();
  rmSync(folder, { recursive: true });
});

describe("pages", () => {
  it.each([
    ["/", "index"],
    ["/wallboard", "wallboard"],
    ["/phone", "phone"],
    ["/?lang=zh", "index"],
  ])("%s is the page %s, asked for again each time", async (url, title) => {
    const reply = await wire.http.inject(url);
    expect({ status: reply.statusCode, body: reply.body }).toEqual({ status: 200, body: `<title>${title}</title>` });
    expect(reply.headers["cache-control"]).toBe("no-cache");
    expect(reply.headers["content-type"]).toContain("text/html");
  });

  it("are protected: no inline script, no eval, no other origin but the PBX's", async () => {
    const { headers } = await wire.http.inject("/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8088;");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/u);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "permissions-policy": expect.stringContaining("microphone=(self)"),
    });
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  it("allow the one style sheet the UI kit inserts, as it is installed now", () => {
    const source = readFileSync(
      createRequire(import.meta.url)
        .resolve("react-aria/package.json")
        .replace("package.json", "dist/private/interactions/usePress.mjs"),
      "utf8",
    );
    const attribute = /PRESSABLE_ATTRIBUTE = '([a-z-]+)'/u.exec(source)?.[1] ?? "";
    const sheet =
      /style\.textContent = `([^`]+)`/u
        .exec(source)?.[1]
        ?.replace(/\$\{[^}]+\}/u, attribute)
        .trim() ?? "";
    expect(PRESSABLE_STYLE_HASH).toBe(`sha256-${createHash("sha256").update(sheet).digest("base64")}`);
  });

  it("allow the style of what a page says whose program does not come, as it is now", () => {
    const sheet = readFileSync(join(import.meta.dirname, "..", "..", "desktop", "not-started.css"));
    expect(NOT_STARTED_STYLE_HASH).toBe(`sha256-${createHash("sha256").update(sheet).digest("base64")}`);
  });

  it("bring hashed assets compressed and for ever", async () => {
    const reply = await wire.http.inject({ url: "/assets/main-abc123.js", headers: { "accept-encoding": "br, gzip" } });
    expect(reply.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-encoding": "br",
      vary: expect.stringMatching(/accept-encoding/iu),
    });
    expect(brotliDecompressSync(reply.rawPayload).toString()).toContain("xxxx");
    expect(reply.rawPayload.length).toBeLessThan(500);
  });

  it("bring what the build compressed as it lies there, by what the browser takes", async () => {
    const file = join(folder, "assets", "main-abc123.js");
    writeFileSync(`${file}.br`, brotliCompressSync("// smaller"));
    const url = "/assets/main-abc123.js";
    const small = await wire.http.inject({ url, headers: { "accept-encoding": "gzip, br" } });
    expect(small.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": expect.stringContaining("javascript"),
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe("// smaller");
    const plain = await wire.http.inject({ url, headers: { "accept-encoding": "identity" } });
    expect(plain.body).toContain("xxxx");
  });

  it("say what a page may do with the page, not with each of its files", async () => {
    const { headers } = await wire.http.inject("/assets/main-abc123.js");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    expect(headers["content-security-policy"]).toBeUndefined();
    expect(headers["permissions-policy"]).toBeUndefined();
    // A drawing opened by itself is a page.
    writeFileSync(join(folder, "assets", "icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    expect((await wire.http.inject("/assets/icon.svg")).headers["content-security-policy"]).toContain("'none'");
  });

  it("give away nothing else", async () => {
    for (const url of [
      "/.hidden",
      "/assets",
      "/assets/",
      "/../package.json",
      "/%2e%2e/package.json",
      "/assets/none.js",
      "/nonsense",
    ]) {
      const reply = await wire.http.inject(url);
      expect({ url, status: reply.statusCode, code: reply.json().code }).toEqual({
        url,
        status: 404,
        code: "not-found",
      });
    }
  });

  it("that were not built are said to be missing", async () => {
    const bare = await startWire();
    expect((await bare.http.inject("/")).json().code).toBe("renderer-not-built");
    await bare.stop();
  });
});

describe("the listener", () => {
  it("names the port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const second = await startWire({ port }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(second).toMatchObject({ code: "port-in-use", detail: expect.stringContaining(String(port)) });
    await new Promise((resolve) => other.close(resolve));
  });

  it("answers what is no HTTP with an error body, and lives on", async () => {
    const said = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(wire.port, "127.0.0.1", () => socket.write("NONSENSE\r\n\r\n"));
      socket.on("data", (bytes) => (text += String(bytes))).on("close", () => resolve(text));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /u);
    expect(said).toContain('{"code":"bad-request"');
    expect((await fetch(`${wire.origin}/api/about`)).status).toBe(200);
  });

  it("refuses headers without end", async () => {
    const reply = await fetch(`${wire.origin}/api/about`, { headers: { "x-long": "x".repeat(17_000) } });
    expect(reply.status).toBe(431);
  });
});
