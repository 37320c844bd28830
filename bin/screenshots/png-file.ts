import { crc32, deflateSync, inflateSync } from "node:zlib"

/** A picture as rows of red, green and blue, a byte each; what is transparent stands on white. */
export type Pixels = { width: number; height: number; rgb: Buffer }

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Reads what a browser writes: eight bits a channel, with or without transparency, not interlaced. Throws on others. */
export function readPng(file: Buffer): Pixels {
  const chunks = listChunks(file)
  const head = chunks.find(({ type }) => type === "IHDR")?.data
  if (!head) throw new Error("this is no PNG file")
  const [width, height, depth, kind, interlaced] = [
    head.readUInt32BE(0),
    head.readUInt32BE(4),
    head[8],
    head[9],
    head[12],
  ]
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) throw new Error("this kind of PNG is not read")
  const channels = kind === 6 ? 4 : 3
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data))
  const rows = unfilter(inflateSync(packed), width * channels, height, channels)
  return { width, height, rgb: channels === 3 ? rows : onWhite(rows) }
}

/** A file with at most 256 colours: `palette` as red, green, blue; `indices` a byte for each pixel. */
export function writeIndexedPng(width: number, height: number, palette: Buffer, indices: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width)
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

function listChunks(file: Buffer): { type: string; data: Buffer }[] {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error("this is no PNG file")
  const chunks: { type: string; data: Buffer }[] = []
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    chunks.push({ type: file.toString("latin1", at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** Each row names a filter, by which its bytes are differences from the bytes beside and above. */
function unfilter(raw: Buffer, rowLength: number, height: number, step: number): Buffer {
  const rows = Buffer.alloc(rowLength * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowLength + 1)]
    for (let x = 0; x < rowLength; x++) {
      const at = y * rowLength + x
      const left = x < step ? 0 : (rows[at - step] as number)
      const up = y === 0 ? 0 : (rows[at - rowLength] as number)
      const corner = x < step || y === 0 ? 0 : (rows[at - rowLength - step] as number)
      rows[at] = (raw[y * (rowLength + 1) + 1 + x] as number) + guess(filter as number, left, up, corner)
    }
  }
  return rows
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const sum = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function onWhite(rgba: Buffer): Buffer {
  const rgb = Buffer.alloc((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] as number
    for (let channel = 0; channel < 3; channel++)
      rgb[to + channel] = Math.round(((rgba[from + channel] as number) * alpha + 255 * (255 - alpha)) / 255)
  }
  return rgb
}
