import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DesktopLog } from "../diagnostics/desktop-log.ts";
import { LinkInbox } from "./link-inbox.ts";
import { parseDialLink } from "./parse-dial-link.ts";

describe("a telephone link", () => {
  it.each([
    ["tel:+49-30-1234567", "+49301234567", null],
    ["TEL:+1(212)555-0100", "+12125550100", null],
    ["tel:110", "110", null],
    ["tel://+8613800138000/", "+8613800138000", null],
    ["callto:+44%20207%20123%204567", "+442071234567", null],
    ["callto://00493012345", "00493012345", null],
    ["tel:+49301234;ext=42-1", "+49301234", "421"],
  ])("%s proposes %s", (link, number, extension) => {
    expect(parseDialLink(link)).toEqual({ number, extension });
  });

  it.each([
    ["a service code that forwards calls", "tel:*21*0301234567%23"],
    ["a service code written out", "tel:*%2306%23"],
    ["letters", "tel:1-800-FLOWERS"],
    ["a context that changes where it goes", "tel:1234;phone-context=evil.example"],
    ["an unknown parameter", "tel:+49301234;isub=1"],
    ["two extensions", "tel:+49301234;ext=1;ext=2"],
    ["digits sent after the answer", "tel:+49301234,,99"],
    ["a pause", "tel:+49301234p99"],
    ["a query", "tel:+49301234?call"],
    ["a fragment", "tel:+49301234#1"],
    ["a path", "tel:+49301234/x"],
    ["a name", "callto:some.user"],
    ["a plus in the middle", "tel:49+301234"],
    ["a second scheme", "tel:tel:+49301234"],
    ["another scheme", "sip:+49301234@evil.example"],
    ["a line break", "tel:+4930%0d%0a1234"],
    ["a nul", "tel:+4930%001234"],
    ["broken escapes", "tel:%E0%A4%A"],
    ["a switch", "--renderer-cmd-prefix=calc tel:1234"],
    ["one digit", "tel:1"],
    ["more digits than a number has", `tel:${"1".repeat(21)}`],
    ["a text without end", `tel:${"1-".repeat(200)}`],
    ["full-width digits", "tel:１２３４５６"],
    ["nothing", "tel:"],
  ])("with %s proposes nothing", (_name, link) => {
    expect(parseDialLink(link)).toBeNull();
  });

  it("is digits or nothing, whatever comes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `tel:${text}`),
        ),
        (text) => {
          const link = parseDialLink(text);
          return link === null || /^\+?[0-9]{2,20}$/u.test(link.number);
        },
      ),
    );
  });
});

describe("the waiting link", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cordboard-link-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => {
    let nowMs = 0;
    let waiting = 0;
    const inbox = new LinkInbox({
      now: () => nowMs,
      log: new DesktopLog({ folder, now: () => nowMs }),
      onWaiting: () => {
        waiting += 1;
      },
    });
    return { inbox, told: () => waiting, pass: (ms: number) => (nowMs += ms) };
  };

  it("is the only one until it is taken: what is read is what is confirmed", () => {
    const { inbox, told } = open();
    inbox.offer("tel:+49301");
    inbox.offer("tel:+49302");
    expect(told()).toBe(1);
    expect(inbox.take()?.number).toBe("+49301");
    inbox.offer("tel:+49302");
    expect(inbox.take()?.number).toBe("+49302");
  });

  it("is forgotten when nobody came for it", () => {
    const { inbox, pass } = open();
    inbox.offer("tel:+49301");
    pass(6 * 60_000);
    expect(inbox.isWaiting).toBe(false);
    expect(inbox.take()).toBeNull();
    inbox.offer("tel:+49302");
    expect(inbox.take()?.number).toBe("+49302");
  });

  it("is looked for at the end of a command line, and switches are not looked into", () => {
    const { inbox } = open();
    inbox.offerArguments(["/usr/bin/cordboard", "--url=tel:+49301", "file.txt"]);
    expect(inbox.isWaiting).toBe(false);
    inbox.offerArguments(["/usr/bin/cordboard", "--", "tel:+49301"]);
    expect(inbox.isWaiting).toBe(true);
  });
});
