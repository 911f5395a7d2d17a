import { expect, it } from "vitest";
import { asteriskVersionWarning, parseAsteriskVersion } from "./asterisk-installation.ts";
import { dockerRunArguments, parseProbe } from "./docker-asterisk.ts";

it.each([
  ["22.10.1+dfsg+~cs6.17.60671434-1", { major: 22, minor: 10 }, false],
  ["Asterisk 20.6.0~dfsg+~cs6.13.40431414-2build5", { major: 20, minor: 6 }, false],
  ["certified-20.7-cert3", { major: 20, minor: 7 }, false],
  ["22.11.0-rc1", { major: 22, minor: 11 }, true],
  ["21.4.0", { major: 21, minor: 4 }, true],
  ["GIT-master", undefined, true],
])("version %s", (text, version, warns) => {
  expect(parseAsteriskVersion(text)).toEqual(version);
  expect(asteriskVersionWarning(text) !== undefined).toBe(warns);
});

it("reads what a Docker image says about itself among other output", () => {
  const facts = parseProbe(
    "starting…\nV=Asterisk 22.5.2\nM=/usr/lib/asterisk/modules\nF=res_ari.so\nF=app_stasis.so\nD=/var/lib/asterisk\n",
  );
  expect(facts).toEqual({
    version: "Asterisk 22.5.2",
    modulesDir: "/usr/lib/asterisk/modules",
    moduleFiles: ["res_ari.so", "app_stasis.so"],
    dataDir: "/var/lib/asterisk",
    soundsEnDir: undefined,
    mohDir: undefined,
  });
});

it("runs a container as this user on the host's network with its folders at their own paths", () => {
  const container = {
    image: "img",
    name: "name",
    folders: ["/a"],
    readOnlyFolders: ["/b"],
    configFile: "/a/etc/asterisk.conf",
  };
  expect(dockerRunArguments(container).join(" ")).toMatch(
    /^run --rm --name name --network host --user \d+:\d+ --cap-drop ALL --security-opt no-new-privileges --volume \/a:\/a --volume \/b:\/b:ro --entrypoint asterisk img -f -C \/a\/etc\/asterisk\.conf$/,
  );
});
