import { readFileSync } from "node:fs";

/** https://vite.dev/guide/api-plugin#transformindexhtml; `post`: after the bundler has rewritten what is in the page. */
interface PagePlugin {
  readonly name: string;
  readonly transformIndexHtml: { readonly order: "post"; readonly handler: (html: string) => string };
}
interface Words {
  readonly title: string;
  readonly why: string;
  readonly do: string;
  readonly retry: string;
  readonly "no-script": string;
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/**
 * What a page says when its program does not come: after ten seconds, or at once when the part that did come could not fetch
 * the rest (`data-failed` on the root). Without any script, which is what is missing; in both languages, because nobody is there
 * to choose. It is gone as soon as something stands in the root.
 */
export function notStarted(): PagePlugin {
  return {
    name: "cordboard:not-started",
    transformIndexHtml: {
      order: "post",
      handler: (html) => {
        const words: Readonly<Record<"en" | "zh", Words>> = JSON.parse(read("not-started.json"));
        const both = [part("en", words.en), part("zh-CN", words.zh)];
        const noScript = both.map(({ off }) => off).join("");
        const body = `<div class="not-started"><noscript>${noScript}</noscript>${both.map(({ late }) => late).join("")}</div>`;
        return html
          .replace("</head>", `<style>${read("not-started.css")}</style></head>`)
          .replace("</body>", `${body}</body>`);
      },
    },
  };
}

function part(lang: string, words: Words): { readonly off: string; readonly late: string } {
  // An empty address is this page, asked for again.
  const retry = `<a href="">${words.retry}</a>`;
  return {
    off: `<div lang="${lang}"><p>${words["no-script"]}</p>${retry}</div>`,
    late: `<section lang="${lang}"><h1>${words.title}</h1><p>${words.why}</p><p>${words.do}</p>${retry}</section>`,
  };
}
