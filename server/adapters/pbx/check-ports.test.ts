import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { checkPorts } from "./check-ports.ts";

it("names a taken TCP port and what it was for", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const check = () => checkPorts([{ protocol: "tcp", address: "127.0.0.1", port, purpose: "PBX control" }]);
  await expect(check()).rejects.toMatchObject({
    code: "port-in-use",
    detail: `tcp port ${port} on 127.0.0.1 (PBX control)`,
  });
  server.close();
  await once(server, "close");
  await check();
});

it("names a taken UDP port", async () => {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  await expect(
    checkPorts([{ protocol: "udp", address: "127.0.0.1", port, purpose: "SIP trunk" }]),
  ).rejects.toMatchObject({ code: "port-in-use" });
  socket.close();
});

it("tells an address this machine does not have from a taken port", async () => {
  await expect(
    checkPorts([{ protocol: "tcp", address: "203.0.113.7", port: 5060, purpose: "x" }]),
  ).rejects.toMatchObject({ code: "config-invalid" });
});
