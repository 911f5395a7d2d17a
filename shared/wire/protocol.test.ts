import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ACCESS } from "../../server/adapters/http/access.ts";
import {
  COMMAND_RESULTS,
  COMMANDS,
  CommandEnvelopeSchema,
  HandshakeSchema,
  RenderedSchema,
  SERVER_EVENTS,
} from "./console.ts";
import {
  AgendaChangeBodySchema,
  AgendaQuerySchema,
  ContactsExportQuerySchema,
  ContactsQuerySchema,
  MissedOffersQuerySchema,
  NewAgendaEntryBodySchema,
} from "./history-schemas.ts";
import {
  CallListNameQuerySchema,
  CustomerNotesBodySchema,
  CustomerSearchQuerySchema,
  LoginBodySchema,
  NewUserBodySchema,
  UserChangeBodySchema,
  WebphoneBodySchema,
} from "./http.ts";

const document = readFileSync(new URL("PROTOCOL.md", import.meta.url), "utf8");

/** Places in a JSON Schema where a peer could send without bound or without being looked at. */
function openPlaces(schema: unknown, place: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const node = schema as Record<string, unknown>;
  const found: string[] = [];
  if (node["type"] === "string" && node["maxLength"] === undefined && node["const"] === undefined)
    found.push(`${place}: string without maxLength`);
  if (node["type"] === "array" && node["maxItems"] === undefined) found.push(`${place}: array without maxItems`);
  if (node["type"] === "object" && node["additionalProperties"] !== false && node["patternProperties"] === undefined) {
    found.push(`${place}: open object`);
  }
  for (const [key, value] of Object.entries(node)) found.push(...openPlaces(value, `${place}/${key}`));
  return found;
}

describe("everything a client may send", () => {
  it.each(
    Object.entries({
      ...COMMANDS,
      CommandEnvelopeSchema,
      HandshakeSchema,
      RenderedSchema,
      LoginBodySchema,
      CustomerSearchQuerySchema,
      CustomerNotesBodySchema,
      ContactsQuerySchema,
      ContactsExportQuerySchema,
      MissedOffersQuerySchema,
      AgendaQuerySchema,
      NewAgendaEntryBodySchema,
      AgendaChangeBodySchema,
      CallListNameQuerySchema,
      NewUserBodySchema,
      UserChangeBodySchema,
      WebphoneBodySchema,
    }),
  )("%s is bounded and closed", (name, schema) => {
    expect(openPlaces(structuredClone(schema), name)).toEqual([]);
  });

  it("would be found open", () => {
    const open = {
      type: "object",
      properties: {
        a: { type: "string" },
        b: { type: "array", items: { type: "object", additionalProperties: false } },
      },
    };
    expect(openPlaces(open, "x")).toEqual([
      "x: open object",
      "x/properties/a: string without maxLength",
      "x/properties/b: array without maxItems",
    ]);
  });
});

/** Each needs TypeBox's type engine, 12 kB gzipped that every console would load. */
const ENGINE =
  /\bType\.(?:Record|Partial|Required|Pick|Omit|Composite|Index|KeyOf|Mapped|Module|Evaluate|Exclude|Extract|Script)\(/u;

describe("schemas the console loads", () => {
  it.each(["wire", "ipc", "domain"])("of shared/%s are written out and need no type engine", (folder) => {
    const root = new URL(`../${folder}/`, import.meta.url);
    const files = readdirSync(root).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((name) => ENGINE.test(readFileSync(new URL(name, root), "utf8")))).toEqual([]);
  });
});

describe("PROTOCOL.md", () => {
  it.each([...Object.keys(COMMANDS), ...Object.keys(SERVER_EVENTS), ...Object.keys(ACCESS)])("describes %s", (name) => {
    expect(document).toMatch(new RegExp(`\`${name.replaceAll("/", "\\/")}[\` ]`, "u"));
  });

  it("names only routes that exist", () => {
    const named = [...document.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/api[^`]*)`/gu)].map(([, route]) => route);
    expect(named.filter((route) => route === undefined || !Object.hasOwn(ACCESS, route))).toEqual([]);
  });

  it("knows of no result for a command that is none", () => {
    expect(Object.keys(COMMAND_RESULTS).filter((name) => !Object.hasOwn(COMMANDS, name))).toEqual([]);
  });
});
