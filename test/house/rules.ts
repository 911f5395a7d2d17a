import { ERRORS } from "../../shared/errors/errors.ts";
import { SETTINGS } from "../../server/up/settings.ts";
import { COMMANDS, SERVER_EVENTS } from "../../shared/wire/console.ts";
import { foreignText } from "./foreign-text.ts";
import { folderOf, isCode, isTest, linesWith, type SourceTree } from "./source-tree.ts";
import { wordlessEvents } from "./wordless-events.ts";

/** One rule of the house that no linter knows. `check` gives one line per violation, beginning with the path. */
export interface HouseRule {
  readonly name: string;
  readonly check: (tree: SourceTree) => readonly string[];
}

const TOP_LEVEL = new Set(
  "desktop server ivr-flows shared test electron-builder.yml package.json package-lock.json tsconfig.json README.md".split(
    " ",
  ),
);
const BANNED_FOLDERS = new Set(["utils", "util", "helpers", "common", "lib", "misc", "shared-utils", "stuff"]);
const LINES_MAX = 320;
/** Tests are tables of cases as often as not, and their fakes stand in one piece beside what they imitate. */
const TEST_LINES_MAX = 450;
/** Where real time and real chance enter the program. */
const CLOCK_HOMES = /^(?:server\/adapters\/system\/|server\/up\/|server\/main\.ts$|desktop\/)/u;

const everyFile =
  (wanted: (path: string) => boolean, problems: (path: string, text: string) => readonly string[]) =>
  (tree: SourceTree) =>
    [...tree].filter(([path]) => wanted(path)).flatMap(([path, text]) => problems(path, text));

const pattern = (wanted: (path: string) => boolean, forbidden: RegExp, why: string) =>
  everyFile(wanted, (path, text) => linesWith(text, forbidden).map((line) => `${path}:${line} ${why}`));

/** Built from pieces so that this file does not break the rules it states. */
const words = (...parts: string[]) => new RegExp(parts.join("|"), "u");
const UNFINISHED = words("\\bTO" + "DO\\b", "\\bFIX" + "ME\\b", "\\bX" + "XX\\b");
const UNTYPED = words("as unknown " + "as\\b", "@ts-" + "ignore", "@ts-" + "nocheck");
const MACHINE_PATH = words(
  "/wo" + "rk/(main|shared)",
  "/home/[a-z]+/",
  "/Us" + "ers/[a-z]",
  "npm" + "js\\.org",
  "npm" + "mirror",
  "[a-z0-9-]+\\.intra\\b",
);
/** `.catch(() => null)` is none: it makes a value of the failure, which the next line has to look at. */
const SWALLOWED = /\.catch\(\s*(?:\(\w*\)|\w+)\s*=>\s*(?:undefined|\{\s*\})\s*,?\s*\)|catch\s*(?:\(\w+\))?\s*\{\s*\}/u;
/** `setTimeout(resolve, 500)` and timers/promises' `setTimeout(500)` with half a second or more written out. */
const FIXED_SLEEP = /(?:\b(?:sleep|delay|wait|setTimeout)\(\s*(?:\w+\s*,\s*)?(?:[5-9]\d\d|\d{4,}|\d{1,3}_\d{3})\s*\))/u;

function swallowed(path: string, text: string): string[] {
  const lines = text.split("\n");
  // Saying why, on the line or the one above, makes it a decision.
  const saysWhy = (line: number) => [lines[line - 1], lines[line - 2]].some((near) => /\/\/|\*/u.test(near ?? ""));
  return linesWith(text, SWALLOWED)
    .filter((line) => !saysWhy(line))
    .map((line) => `${path}:${line} swallows an error without saying why`);
}

function undefinedClasses(tree: SourceTree): string[] {
  const problems = [...tree].flatMap(([path, text]) => {
    if (isTest(path)) return [];
    const code = text.replaceAll(/^import [^;]+;$/gmu, "");
    return [...text.matchAll(/^import (\w+) from "(\.[^"]+\.module\.css)"/gmu)].flatMap(([, name, target]) => {
      const sheetPath = new URL(target ?? "", `file:///${path}`).pathname.slice(1);
      const sheet = tree.get(sheetPath);
      if (sheet === undefined) return [`${path}: ${sheetPath} does not exist`];
      return [...code.matchAll(new RegExp(`\\b${name}(?:\\.([A-Za-z_]\\w*)|\\["([\\w-]+)"\\])`, "gu"))]
        .map((match) => match[1] ?? match[2] ?? "")
        .filter((used) => !new RegExp(`\\.${used}(?![\\w-])`, "u").test(sheet))
        .map((used) => `${path}: .${used} is not in ${sheetPath}`);
    });
  });
  return [...new Set(problems)];
}

/** Literals of types and unions called `…ErrorCode`, and of `StartUpError`s in plain JavaScript. */
function unknownErrorCodes(path: string, text: string): string[] {
  const unions = [...text.matchAll(/type \w*ErrorCode\s*=([^;]+);/gu)].flatMap((match) => [
    ...(match[1] ?? "").matchAll(/["']([a-z]+(?:-[a-z]+)*)["']/gu),
  ]);
  const bare = path.endsWith(".mjs") ? [...text.matchAll(/code: "([a-z]+(?:-[a-z]+)+)"/gu)] : [];
  return [...unions, ...bare]
    .map((match) => match[1] ?? "")
    .filter((code) => !Object.hasOwn(ERRORS, code))
    .map((code) => `${path}: ${code} is not in shared/errors`);
}

function messagesWithoutContract(tree: SourceTree): string[] {
  const contracts = [...tree]
    .filter(([path]) => path.startsWith("test/contract/"))
    .map(([, text]) => text)
    .join("\n");
  const routes = [...(tree.get("shared/wire/http.ts") ?? "").matchAll(/\/api\/[a-z-]+/gu)].map(([route]) => route);
  const names = [...Object.keys(SERVER_EVENTS), ...Object.keys(COMMANDS)];
  const mentions = (name: string) => new RegExp(`["'\`]?${name.replaceAll(".", "\\.")}\\b`, "u").test(contracts);
  return [...new Set([...names, ...routes])]
    .filter((name) => !mentions(name))
    .map((name) => `shared/wire: ${name} has no contract test`);
}

function foldersWithoutReadme(tree: SourceTree): string[] {
  const wanted = new Set(
    [...tree.keys()]
      .filter((path) => isCode(path) && !isTest(path))
      .map(
        (path) =>
          /^(?:server\/adapters\/[^/]+|server\/[^/]+|shared\/[^/]+|ivr-flows\/[^/]+|desktop\/[^/]+)(?=\/)/u.exec(
            path,
          )?.[0],
      )
      .filter((folder) => folder !== undefined && folder !== "server/adapters" && folder !== "desktop/preload"),
  );
  return [...wanted].filter((folder) => !tree.has(`${folder}/README.md`)).map((folder) => `${folder} has no README.md`);
}

function unreadSettings(tree: SourceTree): string[] {
  const readers = [...tree]
    .filter(([path]) => /^server\/(?!up\/settings)/u.test(path) && !isTest(path))
    .map(([, text]) => text)
    .join("\n");
  return Object.keys(SETTINGS)
    .filter((name) => !new RegExp(`\\b${name}\\b`, "u").test(readers))
    .map((name) => `server/up/settings.ts: nobody reads ${name}`);
}

export const RULES: readonly HouseRule[] = [
  {
    name: "top-level-entries",
    check: (tree) =>
      [...new Set([...tree.keys()].map((path) => path.split("/", 1)[0] ?? ""))]
        .filter((entry) => !entry.startsWith(".") && !TOP_LEVEL.has(entry) && entry !== "bench-results.json")
        .map((entry) => `${entry} does not belong to the top level`),
  },
  {
    name: "banned-folder-names",
    check: (tree) =>
      [...tree.keys()]
        .filter((path) =>
          folderOf(path)
            .split("/")
            .some((part) => BANNED_FOLDERS.has(part)),
        )
        .map((path) => `${path} lies in a folder whose name says nothing`),
  },
  {
    name: "file-names",
    check: everyFile(
      (path) => isCode(path) && !path.startsWith("."),
      (path) =>
        /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/u.test(path.split("/").at(-1) ?? "") ? [] : [`${path} is not in kebab-case`],
    ),
  },
  {
    name: "file-length",
    check: everyFile(
      (path) => isCode(path) || path.endsWith(".css"),
      (path, text) => {
        const lines = text.trimEnd().split("\n").length;
        const generated = /^\/[/*][^\n]*\bgenerated\b/iu.test(text);
        const linesMax = isTest(path) ? TEST_LINES_MAX : LINES_MAX;
        return lines > linesMax && !generated ? [`${path} has ${lines} lines (at most ${linesMax})`] : [];
      },
    ),
  },
  {
    name: "no-barrels",
    check: pattern((path) => isCode(path) && !isTest(path), /^export \* from /mu, "hides a path behind a barrel"),
  },
  {
    name: "time-and-chance-are-arguments",
    check: pattern(
      (path) => isCode(path) && !isTest(path) && !CLOCK_HOMES.test(path),
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b/u,
      "takes time or chance from the air: take a Clock or a RandomSource",
    ),
  },
  { name: "no-loose-types", check: pattern((path) => isCode(path), UNTYPED, "gives up on types") },
  {
    name: "nothing-unfinished",
    check: pattern((path) => isCode(path) || path.endsWith(".css"), UNFINISHED, "is unfinished"),
  },
  {
    name: "no-machine-paths",
    check: pattern((path) => !path.startsWith("test/house/"), MACHINE_PATH, "names one machine or a registry"),
  },
  {
    name: "no-swallowed-errors",
    check: everyFile((path) => isCode(path) && !path.startsWith("test/house/"), swallowed),
  },
  {
    name: "no-fixed-sleeps",
    check: pattern(
      (path) => isTest(path) && isCode(path) && !path.startsWith("test/house/"),
      FIXED_SLEEP,
      "waits for a time instead of an event",
    ),
  },
  { name: "css-class-defined", check: undefinedClasses },
  {
    name: "ui-text-in-catalogue",
    check: everyFile((path) => /^desktop\/renderer\/.*\.tsx$/u.test(path) && !isTest(path), foreignText),
  },
  { name: "error-codes-in-table", check: everyFile((path) => isCode(path) && !isTest(path), unknownErrorCodes) },
  { name: "wire-message-has-contract-test", check: messagesWithoutContract },
  { name: "folder-has-readme", check: foldersWithoutReadme },
  { name: "setting-is-read", check: unreadSettings },
  { name: "journal-event-has-a-sentence", check: wordlessEvents },
  {
    name: "ci-runs-npm-test",
    check: (tree) => {
      const commands = (tree.get(".ci/run") ?? "").split("\n").filter((line) => /\bnpm\b|\bnode\b|\bnpx\b/u.test(line));
      return commands.length === 1 && /^exec npm test$/u.test(commands[0] ?? "")
        ? []
        : [".ci/run must call `npm test` and nothing else"];
    },
  },
];
