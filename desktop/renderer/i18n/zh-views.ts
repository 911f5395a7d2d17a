import type { Catalogue, Texts } from "./catalogue.ts";
import { byNamespace } from "./by-namespace.ts";

const files = import.meta.glob<Texts>(["./zh/views/*.json"], { eager: true, import: "default" });

export const chineseViews: Catalogue = byNamespace(files);
