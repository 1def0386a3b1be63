// Joins pictures of one size to an animation (APNG: a PNG that old viewers show as its first picture).
import { crc32 } from "node:zlib";

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/**
 * @param {readonly { png: Buffer, ms: number }[]} frames PNGs as one program writes them: same size, same kind of pixels
 * @returns {Buffer} the animation, which begins anew at its end
 */
export function animation(frames) {
  const [first] = frames;
  if (first === undefined) throw new Error("no pictures");
  const header = chunksOf(first.png).find(({ type }) => type === "IHDR").data;
  const size = header.subarray(0, 8);
  let number = 0;
  const parts = [signature, chunk("IHDR", header), chunk("acTL", words(frames.length, 0))];
  for (const [index, { png, ms }] of frames.entries()) {
    const chunks = chunksOf(png);
    if (!chunks.find(({ type }) => type === "IHDR").data.equals(header)) throw new Error("pictures of several kinds");
    const timing = Buffer.alloc(6);
    timing.writeUInt16BE(ms, 0);
    timing.writeUInt16BE(1000, 2);
    parts.push(chunk("fcTL", Buffer.concat([words(number++), size, words(0, 0), timing])));
    for (const { type, data } of chunks) {
      if (type === "IDAT") parts.push(index === 0 ? chunk("IDAT", data) : chunk("fdAT", Buffer.concat([words(number++), data])));
    }
  }
  return Buffer.concat([...parts, chunk("IEND", Buffer.alloc(0))]);
}

function chunksOf(png) {
  const chunks = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([words(data.length), named, words(crc32(named))]);
}

function words(...numbers) {
  const buffer = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) buffer.writeUInt32BE(number, index * 4);
  return buffer;
}
