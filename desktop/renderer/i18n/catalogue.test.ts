import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Texts } from "./catalogue.ts";

const renderer = join(import.meta.dirname, "..");
const texts: Record<string, Record<string, Texts>> = { en: readLanguage("en"), zh: readLanguage("zh") };
const PLURAL = /_(zero|one|two|few|many|other)$/;

function readLanguage(language: string): Record<string, Texts> {
  const folder = join(import.meta.dirname, language);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".json"))
      .map((path) => [basename(path, ".json"), JSON.parse(readFileSync(join(folder, path), "utf8"))]),
  );
}

function keysOf(branch: Texts, prefix = ""): string[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

/** `ns:key` of one language, plural forms folded into one. */
function allKeys(language: string): Set<string> {
  return new Set(
    Object.entries(texts[language] ?? {}).flatMap(([namespace, branch]) =>
      keysOf(branch).map((key) => `${namespace}:${key.replace(PLURAL, "")}`),
    ),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** `file` and all it imports, at once or by name; what is imported when it is wanted is not among them. */
function loadedWith(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || !/\.tsx?$/.test(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/^import (?!type\b)(?:[^;]*? from )?"(\.[^"]+)";/gm))
    loadedWith(join(dirname(file), path ?? ""), found);
  return found;
}

interface Uses {
  /** `ns:key` written out. */
  readonly literal: Map<string, string>;
  /** `ns:start.of.` of computed keys. */
  readonly prefixes: Map<string, string>;
  /** Every other string of a file, as a key of its namespace: chosen by a function or a condition, then passed to `t`. */
  readonly mentioned: Set<string>;
}

/**
 * Every `t("key")`, `t("ns:key")`, t(`start.${x}`) and `labelKey: "ns:key"`-like literal that names a known namespace. The
 * namespace of a bare key is the one of the file's `useTranslation("ns")` (a file uses one), else `common`.
 */
function usesOf(files: readonly string[]): Uses {
  const literal = new Map<string, string>();
  const prefixes = new Map<string, string>();
  const mentioned = new Set<string>();
  const namespaces = Object.keys(texts["en"] ?? {}).join("|");
  for (const file of files) {
    const source = readFileSync(file, "utf8");
    const home = /useTranslation\("([\w-]+)"/.exec(source)?.[1] ?? "common";
    const full = (key: string) => (key.includes(":") ? key : `${home}:${key}`);
    for (const [, text] of source.matchAll(/"([\w.-]+)"/g)) mentioned.add(full(text ?? ""));
    for (const [, key] of source.matchAll(/\bt\(\s*"([^"]+)"/g)) literal.set(full(key ?? ""), file);
    for (const [, key] of source.matchAll(new RegExp(`"((?:${namespaces}):[\\w.-]+)"`, "g")))
      literal.set(key ?? "", file);
    for (const [, start] of source.matchAll(/\bt\(\s*`([^`$]*)\$\{/g)) prefixes.set(full(start ?? ""), file);
    // A choice between two keys inside one call: t(muted ? "unmute" : "mute").
    for (const [, first, second] of source.matchAll(/\bt\(\s*[^"`()]*\?\s*"([^"]+)"\s*:\s*"([^"]+)"/g)) {
      literal.set(full(first ?? ""), file);
      literal.set(full(second ?? ""), file);
    }
  }
  return { literal, prefixes, mentioned };
}

describe("catalogue", () => {
  const english = allKeys("en");
  const chinese = allKeys("zh");
  const uses = usesOf(sources(renderer));

  it("has texts", () => {
    expect(english.size).toBeGreaterThan(50);
  });

  it("has the same keys in both languages", () => {
    expect([...english].filter((key) => !chinese.has(key))).toEqual([]);
    expect([...chinese].filter((key) => !english.has(key))).toEqual([]);
  });

  it("has the same placeholders in both languages", () => {
    const placeholders = (language: string) =>
      Object.entries(texts[language] ?? {}).flatMap(([namespace, branch]) =>
        keysOf(branch).map((key) => {
          const text = key
            .split(".")
            .reduce<string | Texts | undefined>((at, part) => (typeof at === "object" ? at[part] : at), branch);
          const names = [...(typeof text === "string" ? text : "").matchAll(/\{\{(\w+)/g)].map(
            ([, name]) => name ?? "",
          );
          return [
            `${namespace}:${key.replace(PLURAL, "")}`,
            [...new Set(names)]
              .filter((name) => name !== "count")
              .sort()
              .join(","),
          ] as const;
        }),
      );
    const inChinese = new Map(placeholders("zh"));
    expect(placeholders("en").filter(([key, names]) => inChinese.get(key) !== names)).toEqual([]);
  });

  it("has every key that is used", () => {
    expect([...uses.literal].filter(([key]) => !english.has(key))).toEqual([]);
    const starts = (prefix: string) => [...english].some((key) => key.startsWith(prefix));
    expect([...uses.prefixes].filter(([prefix]) => !starts(prefix))).toEqual([]);
  });

  it("has with the desk what the desk says: nothing of it waits in `views`", () => {
    const desk = new Set([
      ...loadedWith(join(renderer, "app/start-console.tsx")),
      ...loadedWith(join(renderer, "app/signed-in.tsx")),
    ]);
    const used = usesOf([...desk]);
    const later = readdirSync(join(import.meta.dirname, "en", "views")).map((name) => basename(name, ".json"));
    const early = [...used.literal, ...used.prefixes].filter(([key]) => later.includes(key.split(":")[0] ?? ""));
    expect(desk.size).toBeGreaterThan(100);
    expect(early).toEqual([]);
  });

  it("has no key that nobody uses", () => {
    const used = (key: string) =>
      uses.literal.has(key) ||
      uses.mentioned.has(key) ||
      [...uses.prefixes.keys()].some((prefix) => key.startsWith(prefix));
    expect([...english].filter((key) => !used(key))).toEqual([]);
  });
});
