/**
 * What Vite gives for an imported asset.
 *
 * A class name of a CSS module is a string: `noUncheckedIndexedAccess` would make every one `string | undefined`, which no
 * component library accepts together with `exactOptionalPropertyTypes`. That each name used really stands in its style
 * sheet is checked by test/house (rule "css-class-defined") instead, which is the stronger check.
 */
declare module "*.module.css" {
  // oxlint-disable-next-line typescript/no-explicit-any -- see above: the only `any` of the repository
  const classNames: { readonly [className: string]: any };
  export default classNames;
}

declare module "*.css";

declare module "*.svg" {
  const url: string;
  export default url;
}

interface ImportMetaEnv {
  readonly DEV: boolean;
  readonly PROD: boolean;
  readonly MODE: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
  /** Vite: every file of the pattern, read at build time; the key is the path relative to the importing file. */
  glob<T>(pattern: readonly string[], options: { readonly eager: true; readonly import: "default" }): Record<string, T>;
}

/** Put there by desktop/preload; absent in a browser. */
interface Window {
  // oxlint-disable-next-line typescript/consistent-type-imports -- an import statement would make this file a module
  readonly cordboardShell?: import("../../shared/ipc/shell-api.ts").ShellApi;
}
