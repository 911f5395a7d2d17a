// Stands in for espeak-ng: a tone as long as the text on stdin, 22.05 kHz WAV on stdout, one line of its arguments per run in
// FAKE_ESPEAK_LOG. FAKE_ESPEAK_MODE: "hang" outlasts every limit, "fail" ends with an error, "junk" writes no WAV.
import { appendFileSync } from "node:fs";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const text = Buffer.concat(chunks).toString("utf8");
const mode = process.env.FAKE_ESPEAK_MODE;
if (process.env.FAKE_ESPEAK_LOG) {
  appendFileSync(process.env.FAKE_ESPEAK_LOG, `${JSON.stringify({ args: process.argv.slice(2), text })}\n`);
}
if (mode === "hang") setTimeout(() => undefined, 8_000);
else if (mode === "fail") {
  process.stderr.write("no voice\n");
  process.exitCode = 1;
} else if (mode === "junk") process.stdout.write("this is no sound");
else {
  const rate = 22_050;
  const samples = Math.max(1, text.length) * 1_000;
  const file = Buffer.alloc(44 + samples * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(0x7ffff024, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(0x7ffff000, 40);
  for (let at = 0; at < samples; at += 1) {
    file.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * 700 * at) / rate)), 44 + at * 2);
  }
  process.stdout.write(file);
}
