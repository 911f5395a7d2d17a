/** Mono sound, samples -1..1. */
export interface Sound {
  readonly rateHz: number;
  readonly samples: Float32Array;
}

export class WavError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "WavError";
  }
}

interface Format {
  readonly encoding: "int" | "float" | "alaw" | "ulaw";
  readonly channels: number;
  readonly rateHz: number;
  readonly bits: number;
}

const WAV_RATE_MIN_HZ = 8_000;
const WAV_RATE_MAX_HZ = 96_000;

/**
 * Reads RIFF/WAVE: PCM of 8, 16, 24 or 32 bits, 32-bit float, G.711 A-law and µ-law; two channels are mixed to one. A data size
 * beyond the end is cut (espeak-ng cannot know the length when it writes to a pipe).
 * @throws WavError
 */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || ascii(bytes, 0) !== "RIFF" || ascii(bytes, 8) !== "WAVE")
    throw new WavError("not a WAV file");
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = ascii(bytes, at);
    const declared = view.getUint32(at + 4, true);
    const start = at + 8;
    const size = Math.min(declared, bytes.length - start);
    if (id === "fmt ") format = readFormat(view, start, size);
    if (id === "data") {
      if (format === null) throw new WavError("sound data before its format");
      return { rateHz: format.rateHz, samples: readSamples(view, start, size, format) };
    }
    at = start + declared + (declared % 2);
  }
  throw new WavError("no sound in the file");
}

/** 16-bit mono WAV. */
export function writeWav(pcm: Int16Array, rateHz: number): Buffer {
  const header = Buffer.alloc(44);
  const dataBytes = pcm.length * 2;
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataBytes, 40);
  return Buffer.concat([header, pcmBytes(pcm)]);
}

/** Little-endian 16-bit samples without a header (Asterisk's `sln` formats). */
export function pcmBytes(pcm: Int16Array): Buffer {
  const bytes = Buffer.alloc(pcm.length * 2);
  pcm.forEach((sample, index) => bytes.writeInt16LE(sample, index * 2));
  return bytes;
}

function readFormat(view: DataView, start: number, size: number): Format {
  if (size < 16) throw new WavError("its format is cut off");
  const tag = view.getUint16(start, true);
  // WAVE_FORMAT_EXTENSIBLE carries the real tag in its sub-format.
  const real = tag === 0xfffe && size >= 26 ? view.getUint16(start + 24, true) : tag;
  const channels = view.getUint16(start + 2, true);
  const rateHz = view.getUint32(start + 4, true);
  const bits = view.getUint16(start + 14, true);
  if (channels < 1 || channels > 2) throw new WavError(`${channels} channels; 1 or 2 can be used`);
  if (rateHz < WAV_RATE_MIN_HZ || rateHz > WAV_RATE_MAX_HZ) {
    throw new WavError(`sampled at ${rateHz} Hz; ${WAV_RATE_MIN_HZ} to ${WAV_RATE_MAX_HZ} Hz can be used`);
  }
  if (real === 1 && [8, 16, 24, 32].includes(bits)) return { encoding: "int", channels, rateHz, bits };
  if (real === 3 && bits === 32) return { encoding: "float", channels, rateHz, bits };
  if (real === 6 && bits === 8) return { encoding: "alaw", channels, rateHz, bits };
  if (real === 7 && bits === 8) return { encoding: "ulaw", channels, rateHz, bits };
  throw new WavError(`encoding ${real} with ${bits} bits; PCM, float, A-law or µ-law can be used`);
}

function readSamples(view: DataView, start: number, size: number, format: Format): Float32Array {
  const width = format.bits / 8;
  const frames = Math.floor(size / (width * format.channels));
  const samples = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < format.channels; channel += 1) {
      sum += readSample(view, start + (frame * format.channels + channel) * width, format);
    }
    const sample = sum / format.channels;
    samples[frame] = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
  }
  return samples;
}

function readSample(view: DataView, at: number, { encoding, bits }: Format): number {
  if (encoding === "float") return view.getFloat32(at, true);
  if (encoding === "alaw") return alaw(view.getUint8(at));
  if (encoding === "ulaw") return ulaw(view.getUint8(at));
  if (bits === 8) return (view.getUint8(at) - 128) / 128;
  if (bits === 16) return view.getInt16(at, true) / 32_768;
  if (bits === 24) return (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608;
  return view.getInt32(at, true) / 2_147_483_648;
}

/** ITU-T G.711 */
function ulaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  const sample = magnitude - 0x84;
  return ((code & 0x80) === 0 ? sample : -sample) / 32_768;
}

/** ITU-T G.711 */
function alaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const mantissa = ((code & 0x0f) << 4) + 8;
  const sample = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return ((code & 0x80) === 0 ? -sample : sample) / 32_768;
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
