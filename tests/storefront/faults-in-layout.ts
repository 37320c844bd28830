import type { Page } from "playwright-core"

/** What is wrong with how our elements stand in the page: outside, cut, over each other, too small, styled by the theme. */
export const faultsInLayout = async (page: Page): Promise<string[]> => [
  ...(await page.evaluate(faultsOfElements)),
  ...(await page.evaluate(wordsOverWords)),
]

/** Runs in the page. */
function faultsOfElements(): string[] {
  const faults: string[] = []
  const ours = document.querySelectorAll(".regulars, .regulars *:not(svg *), .regulars-points, .regulars-points *")
  for (const element of ours) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    const { left, right, width, height } = element.getBoundingClientRect()
    const name = `${element.nodeName}.${element.className}`
    const style = getComputedStyle(element)
    if (left < 0 || right > innerWidth + 0.5) faults.push(`${name} stands outside: ${left} to ${right}`)
    if (style.textTransform !== "none") faults.push(`${name} is ${style.textTransform}`)
    if (style.letterSpacing !== "normal") faults.push(`${name} is spaced ${style.letterSpacing}`)
    if (style.transitionDuration !== "0s") faults.push(`${name} moves for ${style.transitionDuration}`)
    if (Number.parseFloat(style.fontSize) < 13) faults.push(`${name} is written in ${style.fontSize}`)
    if (element.matches("svg") && width > 24) faults.push(`${name} is ${width} wide`)
    if (element.matches("li") && !["none", "normal"].includes(getComputedStyle(element, "::before").content))
      faults.push(`${name} has a mark before it`)
    const target = element.matches(".regulars :is(button, summary, select, input, a)")
    if (target && Math.min(width, height) < 44) faults.push(`${name} is only ${width} × ${height}`)
    // Words for readers' ears alone have one pixel, and are cut on purpose.
    const sized = style.display !== "inline" && width > 1 && !element.matches("svg, input, select")
    if (sized && element.scrollWidth > element.clientWidth + 1) faults.push(`${name} is wider inside than outside`)
  }
  return faults
}

/** Runs in the page: lines of words that stand over other lines of the same block. */
function wordsOverWords(): string[] {
  const faults: string[] = []
  for (const block of document.querySelectorAll(".regulars-card, .regulars-points, .regulars-panel")) {
    const lines: { words: string; box: DOMRect }[] = []
    const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const words = node.textContent?.trim()
      if (!words || !node.parentElement?.checkVisibility({ visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) if (box.width > 1) lines.push({ words, box })
    }
    lines.forEach((one, index) => {
      for (const other of lines.slice(index + 1)) {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (wide > 2 && high > one.box.height / 2) faults.push(`“${one.words}” and “${other.words}” overlap`)
      }
    })
  }
  return faults
}
