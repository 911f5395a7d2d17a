import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Paths relative to the repository's top, with `/`, and their text. */
export type SourceTree = ReadonlyMap<string, string>;

const MADE = new Set(["node_modules", "dist", ".git", "coverage", "test-results", ".cordboard"]);
const TEXT = /\.(ts|tsx|mjs|cjs|js|css|html|json|md|yml|yaml)$|^\.ci\/|^\.npmrc$|^\.gitignore$/u;
const TOO_LONG_TO_READ = /^(package-lock\.json|bench-results\.json)$/u;

export function readSourceTree(root: string): SourceTree {
  const tree = new Map<string, string>();
  const visit = (folder: string) => {
    for (const found of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? found.name : `${folder}/${found.name}`;
      if (found.isDirectory() && !MADE.has(found.name)) visit(path);
      else if (found.isFile() && TEXT.test(path) && !TOO_LONG_TO_READ.test(path)) {
        tree.set(path, readFileSync(join(root, path), "utf8"));
      }
    }
  };
  visit("");
  return tree;
}

export const isTest = (path: string): boolean => /\.test\.tsx?$|^test\//u.test(path);
export const isCode = (path: string): boolean => /\.(ts|tsx|mjs|cjs|js)$/u.test(path);

/** The folder of a path, `` for the top. */
export const folderOf = (path: string): string => path.split("/").slice(0, -1).join("/");

/** Line numbers (from 1) at which the pattern begins. */
export function linesWith(text: string, pattern: RegExp): number[] {
  const global = new RegExp(pattern.source, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`);
  return [...text.matchAll(global)].map((match) => text.slice(0, match.index).split("\n").length);
}
