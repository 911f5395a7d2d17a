import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshConsoles } from "../../../test/fakes/fresh-consoles.ts";
import { openConsole } from "../../../test/fakes/open-console.tsx";
import type { ConsoleContact } from "../../../shared/wire/console.ts";
import { dialRequest, lastDialled } from "../connection/dial-request.ts";
import { contact, view, vip } from "../preview/fixtures.ts";
import { STATES } from "../preview/states.ts";

const NOW = Date.now();
const talking = (change: Partial<ConsoleContact> = {}) => ({ ...contact(NOW, "connected", vip(NOW)), ...change });

beforeAll(async () => {
  await Promise.all([import("./signed-in.tsx"), import("../i18n/zh.ts"), import("../i18n/en-views.ts")]);
}, 60_000);
freshConsoles();
beforeEach(() => {
  dialRequest.set(null);
  lastDialled.set(null);
});

describe("somebody who asked not to be called", () => {
  it.each([
    ["en", "Do not call"],
    ["zh", "免打扰"],
  ] as const)("is marked beside their name (%s)", async (language, words) => {
    await openConsole(view(NOW, talking({ doNotCall: true })), { language });
    expect(screen.getByTestId("do-not-call").textContent).toBe(words);
  });

  it("is not marked when they are on no list", async () => {
    await openConsole(view(NOW, talking()));
    expect(screen.queryByTestId("do-not-call")).toBeNull();
  });

  it("is put on the list by the tenth result, key 0, which says what it does", async () => {
    const { server, user } = await openConsole(view(NOW, talking()));
    await screen.findByTestId("disposition-do-not-call");
    expect(screen.queryByTestId("do-not-call-hint")).toBeNull();
    await user.keyboard("0");
    expect((await screen.findByTestId("do-not-call-hint")).textContent).toContain("no call list rings it");
    await waitFor(() =>
      expect(server.named("wrap-up.save-draft").at(-1)?.args).toMatchObject({ disposition: "do-not-call" }),
    );
  });

  it("whose number is withheld cannot be put on it, and that is said", async () => {
    const call = talking();
    const ani = { e164: null, raw: "", presentation: "withheld" } as const;
    const { user } = await openConsole(view(NOW, { ...call, context: { ...call.context, ani } }));
    await screen.findByTestId("disposition-do-not-call");
    await user.keyboard("0");
    expect((await screen.findByTestId("do-not-call-hint")).textContent).toContain("withheld");
  });
});

describe("dialling a number of the do-not-call list by hand", () => {
  it("warns first; neither Enter nor the same button dials, another one does, and another number begins anew", async () => {
    const { server, user } = await openConsole(STATES["ready"]!(NOW));
    server.respond = ({ name, args }) =>
      name === "call.dial" && !("despiteDoNotCall" in (args as object))
        ? { ok: false, code: "do-not-call-unconfirmed" }
        : { ok: true };
    const dialled = () => server.named("call.dial").map(({ args }) => args);
    await user.keyboard("c");
    await user.type(await screen.findByTestId("dial-number"), "01065529988{Enter}");
    const warning = await screen.findByTestId("dial-do-not-call");
    expect(warning.textContent).toContain("asked not to be called");
    expect(screen.queryByTestId("dial-failure")).toBeNull();
    expect(screen.getByTestId<HTMLButtonElement>("dial-confirm").disabled).toBe(true);
    await user.type(screen.getByTestId("dial-number"), "{Enter}");
    expect(dialled()).toHaveLength(1);
    await user.type(screen.getByTestId("dial-number"), "7");
    expect(screen.queryByTestId("dial-do-not-call")).toBeNull();
    await user.type(screen.getByTestId("dial-number"), "{Enter}");
    await user.click(within(await screen.findByTestId("dial-do-not-call")).getByTestId("dial-anyway"));
    expect(dialled()).toEqual([
      { number: "01065529988" },
      { number: "010655299887" },
      { number: "010655299887", despiteDoNotCall: true },
    ]);
    await waitFor(() => expect(screen.queryByTestId("dial-dialog")).toBeNull());
  });
});
