const NEWLINE = 0x0a

/** A line of the file and the byte at which it begins and the next one does. */
export type Line = { text: string; start: number; end: number }

/**
 * Lines of a file that comes in pieces cut anywhere, also within a character. `start`: the byte at which `pieces` begins.
 * What follows the last newline is a line too. Never holds more than a piece and a line.
 */
export async function* readLines(pieces: AsyncIterable<Uint8Array>, start = 0): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0)
  let at = start
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? toBuffer(piece) : Buffer.concat([rest, piece])
    const lines: Line[] = []
    let from = 0
    for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
      lines.push({ text: bytes.toString("utf8", from, to), start: at + from, end: at + to + 1 })
      from = to + 1
    }
    at += from
    rest = bytes.subarray(from)
    if (lines.length > 0) yield lines
  }
  if (rest.length > 0) yield [{ text: rest.toString("utf8"), start: at, end: at + rest.length }]
}

function toBuffer(piece: Uint8Array): Buffer {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
}
