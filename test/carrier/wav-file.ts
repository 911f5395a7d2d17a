/** RIFF WAVE, PCM, 16 bit, one channel: what Asterisk and Chromium both read and write. */
export interface Sound {
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
}

const HEADER_BYTES = 44;
const BYTES_A_SAMPLE = 2;
const PCM = 1;

export function encodeWav({ samples, sampleRateHz }: Sound): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.length * BYTES_A_SAMPLE);
  bytes.write("RIFF", 0, "ascii");
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8, "ascii");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(PCM, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(sampleRateHz * BYTES_A_SAMPLE, 28);
  bytes.writeUInt16LE(BYTES_A_SAMPLE, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "ascii");
  bytes.writeUInt32LE(samples.length * BYTES_A_SAMPLE, 40);
  for (const [index, sample] of samples.entries()) bytes.writeInt16LE(sample, HEADER_BYTES + index * BYTES_A_SAMPLE);
  return bytes;
}

/** Throws when it is anything but 16-bit mono PCM. A file cut short gives what is there. */
export function decodeWav(file: Uint8Array): Sound {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString("ascii", 0, 4) !== "RIFF" || bytes.toString("ascii", 8, 12) !== "WAVE")
    throw new Error("not a WAVE file");
  let sampleRateHz = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString("ascii", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (id === "fmt ") {
      if (
        bytes.readUInt16LE(body) !== PCM ||
        bytes.readUInt16LE(body + 2) !== 1 ||
        bytes.readUInt16LE(body + 14) !== 16
      )
        throw new Error("not 16-bit mono PCM");
      sampleRateHz = bytes.readUInt32LE(body + 4);
    }
    if (id === "data") {
      const end = Math.min(bytes.length, body + length);
      const samples = new Int16Array(Math.floor((end - body) / BYTES_A_SAMPLE));
      for (let index = 0; index < samples.length; index += 1)
        samples[index] = bytes.readInt16LE(body + index * BYTES_A_SAMPLE);
      if (sampleRateHz === 0) throw new Error("data before its format");
      return { samples, sampleRateHz };
    }
    at = body + length + (length % 2);
  }
  throw new Error("no data in the WAVE file");
}
