/**
 * Writes ari-types.generated.ts from Asterisk's own description of ARI (Swagger 1.1 JSON, `/usr/share/asterisk/rest-api`,
 * also inside the unpacked PBX). Run it when the tried Asterisk version changes:
 *
 *   npx tsx server/adapters/ari/generate-ari-types.ts ~/.cache/cordboard/pbx/asterisk/…/root/usr/share/asterisk/rest-api
 *
 * Only what the client uses is generated; add names to the two lists below.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const EVENTS = [
  "StasisStart",
  "StasisEnd",
  "ChannelDestroyed",
  "ChannelStateChange",
  "ChannelDtmfReceived",
  "PlaybackFinished",
  "RecordingFinished",
  "RecordingFailed",
  "DeviceStateChanged",
  "ApplicationReplaced",
];

/** `resource.nickname` as the description names them. */
const OPERATIONS = [
  "applications.filter",
  "applications.subscribe",
  "asterisk.deleteObject",
  "asterisk.getInfo",
  "asterisk.rotateLog",
  "asterisk.setGlobalVar",
  "asterisk.updateObject",
  "bridges.addChannel",
  "bridges.createWithId",
  "bridges.destroy",
  "bridges.get",
  "bridges.list",
  "bridges.removeChannel",
  "channels.answer",
  "channels.continueInDialplan",
  "channels.create",
  "channels.dial",
  "channels.get",
  "channels.getChannelVar",
  "channels.hangup",
  "channels.list",
  "channels.originateWithId",
  "channels.playWithId",
  "channels.record",
  "channels.ring",
  "channels.rtpstatistics",
  "channels.sendDTMF",
  "channels.setChannelVar",
  "channels.snoopChannelWithId",
  "channels.startMoh",
  "channels.stopMoh",
  "endpoints.get",
  "endpoints.listByTech",
  "playbacks.get",
  "playbacks.stop",
  "recordings.deleteStored",
  "recordings.getLive",
  "recordings.getStoredFile",
  "recordings.stop",
];

/** Models other files name; the rest is reached through events and results. */
const EXPORTED_MODELS = new Set(["Channel"]);

interface Property {
  readonly type: string;
  readonly required?: boolean;
  readonly allowableValues?: { readonly valueType: string; readonly values?: readonly string[] };
}
interface Parameter {
  readonly name: string;
  readonly paramType: "path" | "query" | "body" | "header";
  readonly required?: boolean;
  readonly dataType: string;
  readonly allowMultiple?: boolean;
  readonly allowableValues?: Property["allowableValues"];
}
interface Operation {
  readonly httpMethod: string;
  readonly nickname: string;
  readonly responseClass: string;
  readonly parameters?: readonly Parameter[];
}
interface Description {
  readonly apis: readonly { readonly path: string; readonly operations: readonly Operation[] }[];
  readonly models: Readonly<Record<string, { readonly properties: Readonly<Record<string, Property>> }>>;
}

const RESOURCES = [
  "applications",
  "asterisk",
  "bridges",
  "channels",
  "deviceStates",
  "endpoints",
  "events",
  "playbacks",
  "recordings",
];
const PRIMITIVES: Readonly<Record<string, string>> = {
  binary: "Uint8Array",
  string: "string",
  int: "number",
  long: "number",
  double: "number",
  boolean: "boolean",
  Date: "string",
  object: "Readonly<Record<string, unknown>>",
  void: "void",
  containers: "Readonly<Record<string, unknown>>",
};

function main(restApiDir: string): void {
  const descriptions = new Map(
    RESOURCES.map((name) => [name, JSON.parse(readFileSync(join(restApiDir, `${name}.json`), "utf8")) as Description]),
  );
  const models = new Map([...descriptions.values()].flatMap((description) => Object.entries(description.models)));
  const needed = new Set<string>();
  const typeOf = (type: string): string => {
    const list = /^List\[(.+)\]$/.exec(type)?.[1];
    if (list !== undefined) return `readonly ${typeOf(list)}[]`;
    const primitive = PRIMITIVES[type];
    if (primitive !== undefined) return primitive;
    if (!models.has(type)) throw new Error(`unknown type ${type}`);
    needed.add(type);
    return type;
  };
  const literal = (property: { readonly allowableValues?: Property["allowableValues"] }, plain: string): string =>
    property.allowableValues?.values === undefined
      ? plain
      : property.allowableValues.values.map((value) => JSON.stringify(value)).join(" | ");

  const operations = OPERATIONS.map((name) => operationText(name, descriptions, typeOf, literal));
  const events = EVENTS.map((name) => {
    const properties = models.get(name)?.properties ?? {};
    const lines = Object.entries(properties).map(
      ([key, property]) => `  readonly ${key}${property.required === true ? "" : "?"}: ${typeOf(property.type)};`,
    );
    return `interface ${name} extends AriEventBase<"${name}"> {\n${lines.join("\n")}\n}\n`;
  });
  const done = new Map<string, string>();
  for (let todo = [...needed]; todo.length > 0; todo = [...needed].filter((name) => !done.has(name))) {
    for (const name of todo) {
      const properties = Object.entries(models.get(name)?.properties ?? {});
      const lines = properties.map(
        ([key, property]) =>
          `  readonly ${key}${property.required === true ? "" : "?"}: ${literal(property, typeOf(property.type))};`,
      );
      done.set(name, `${EXPORTED_MODELS.has(name) ? "export " : ""}interface ${name} {\n${lines.join("\n")}\n}\n`);
    }
  }
  const text = [
    "// Generated by generate-ari-types.ts from Asterisk's rest-api description. Do not edit.",
    "",
    "/** A JSON message body. */\nexport type AriBody = Readonly<Record<string, unknown>>;\n",
    "interface AriEventBase<Type extends string> {\n  readonly type: Type;\n  readonly application: string;\n  readonly timestamp: string;\n}\n",
    ...events,
    `export type AriEvent =\n${EVENTS.map((name) => `  | ${name}`).join("\n")};\n`,
    ...[...done.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, model]) => model),
    `/** Parameters and result by operation; \`body\` is the JSON message body. */`,
    `export interface AriOperations {\n${operations.map((operation) => operation.type).join("\n")}\n}\n`,
    "/** Method, path and query parameter names by operation. */",
    `export const ARI_OPERATIONS = {\n${operations.map((operation) => operation.value).join("\n")}\n} as const;`,
    "",
  ].join("\n");
  writeFileSync(fileURLToPath(new URL("ari-types.generated.ts", import.meta.url)), text);
}

function operationText(
  qualifiedName: string,
  descriptions: ReadonlyMap<string, Description>,
  typeOf: (type: string) => string,
  literal: (property: Parameter, plain: string) => string,
): { readonly type: string; readonly value: string } {
  const [resource, nickname] = qualifiedName.split(".");
  for (const api of descriptions.get(resource ?? "")?.apis ?? []) {
    const operation = api.operations.find((candidate) => candidate.nickname === nickname);
    if (operation === undefined) continue;
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.paramType !== "body");
    const hasBody = parameters.length !== (operation.parameters ?? []).length;
    const fields = parameters.map((parameter) => {
      const optional = parameter.required === true || parameter.paramType === "path" ? "" : "?";
      return `readonly ${parameter.name}${optional}: ${literal(parameter, typeOf(parameter.dataType))}`;
    });
    if (hasBody) fields.push("readonly body?: AriBody");
    const query = parameters
      .filter((parameter) => parameter.paramType === "query")
      .map((parameter) => `"${parameter.name}"`);
    return {
      type: `  readonly "${qualifiedName}": { readonly params: { ${fields.join("; ")} }; readonly result: ${typeOf(operation.responseClass)} };`,
      value: `  "${qualifiedName}": { method: "${operation.httpMethod}", path: "${api.path.slice(1)}", query: [${query.join(", ")}] },`,
    };
  }
  throw new Error(`ARI has no operation ${qualifiedName}`);
}

const [, , restApiDir] = process.argv;
if (restApiDir === undefined) throw new Error("usage: generate-ari-types.ts REST_API_DIR");
main(restApiDir);
