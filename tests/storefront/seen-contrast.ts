import type { Locator, Page } from "playwright-core"

/** One line of words, where it stands on the screen, and how much it must stand out. */
type Line = { words: string; left: number; top: number; width: number; height: number; wanted: number }

export type SeenWords = {
  /** Lines that were looked at. */
  lines: number
  /** Those that stand out less than they must. */
  faint: string[]
}

/**
 * How the words in `part` stand out from what is behind them, read from a picture of the screen: true whatever decided
 * the colours, forced ones and mixed ones included. What is covered or outside of the screen is left out.
 */
export async function lookAtWords(page: Page, part: Locator): Promise<SeenWords> {
  const lines = await part.evaluate(linesIn)
  const picture = (await page.screenshot({ animations: "disabled" })).toString("base64")
  const faint = await page.evaluate(faintLines, { picture, lines })
  return { lines: lines.length, faint }
}

/** Runs in the page. Large words need less (WCAG 2.2, 1.4.3). */
function linesIn(part: Element): Line[] {
  const lines: Line[] = []
  const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const words = node.textContent?.trim()
    const parent = node.parentElement
    if (!words || !parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const { fontSize, fontWeight } = getComputedStyle(parent)
    const size = Number.parseFloat(fontSize)
    const wanted = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const { left, top, right, bottom, width, height } of range.getClientRects()) {
      const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
      const corners = [
        [left + 1, top + height / 2],
        [right - 1, top + height / 2],
      ] as const
      const free = corners.every(([x, y]) => parent.contains(document.elementFromPoint(x, y)))
      if (width > 1 && inside && free) lines.push({ words, left, top, width, height, wanted })
    }
  }
  return lines
}

/** Runs in the page: behind the words is the colour that most of their box has; the words are what differs most from it. */
async function faintLines({ picture, lines }: { picture: string; lines: Line[] }): Promise<string[]> {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }))
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")
  if (!canvas) throw new Error("the browser gives no canvas")
  canvas.drawImage(bitmap, 0, 0)
  const scale = bitmap.width / innerWidth
  const part = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const light = (colour: number) =>
    0.2126 * part(((colour >> 16) & 255) / 255) +
    0.7152 * part(((colour >> 8) & 255) / 255) +
    0.0722 * part((colour & 255) / 255)
  const contrast = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  return lines.flatMap(({ words, left, top, width, height, wanted }) => {
    const { data } = canvas.getImageData(left * scale, top * scale, width * scale, height * scale)
    const counts = new Map<number, number>()
    for (let at = 0; at < data.length; at += 4) {
      const colour = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
    const [behind = 0] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0])
    const seen = Math.max(...[...counts.keys()].map((colour) => contrast(light(colour), light(behind))))
    return seen < wanted ? [`“${words}” stands out ${seen.toFixed(2)} times, not ${wanted}`] : []
  })
}
