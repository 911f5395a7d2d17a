import type { Catalogue, Texts } from "./catalogue.ts";
import { byNamespace } from "./by-namespace.ts";

// The web phone has its own small catalogue and is a page of its own; `views/` comes with the first view beside the desk.
const files = import.meta.glob<Texts>(["./zh/*.json", "!./zh/webphone.json"], { eager: true, import: "default" });

export const chinese: Catalogue = byNamespace(files);
