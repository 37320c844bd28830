/** Drawings of our own for the products: a bag, a tin, a vessel or a card, each product in its own colours. */
export type PictureSubject = { handle: string; type: string; tags: string }

type Palette = { ground: string; body: string; label: string; mark: string }

const PALETTES: Palette[] = [
  { ground: "#e3efe6", body: "#1f5c46", label: "#fbf7ee", mark: "#e4703f" },
  { ground: "#fde8dc", body: "#d9623a", label: "#fff8f0", mark: "#1f5c46" },
  { ground: "#e6ecf7", body: "#2f4b8a", label: "#f7f5ff", mark: "#e9a93a" },
  { ground: "#fbf0cf", body: "#d99a1e", label: "#fffaf0", mark: "#7a3b1d" },
  { ground: "#f3e5ee", body: "#8c3f6b", label: "#fff5fa", mark: "#e0a11b" },
  { ground: "#e2f0f1", body: "#20717a", label: "#f4fbfa", mark: "#d9623a" },
]

function hash(text: string): number {
  let value = 2_166_136_261
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return (value ^ (value >>> 13)) >>> 0
}

/** SVG, 400 × 400; the same product always looks the same. */
export function drawPicture(subject: PictureSubject): string {
  const palette = PALETTES[Math.floor((hash(subject.handle) / 2 ** 32) * PALETTES.length)] as Palette
  const words = `${subject.type} ${subject.handle}`.toLowerCase()
  const draw = choose(words)
  const body = draw(palette, hash(`${subject.handle} mark`))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400"><rect width="400" height="400" fill="${palette.ground}"/><ellipse cx="200" cy="338" rx="112" ry="13" fill="#000" opacity=".1"/>${body}</svg>`
}

function choose(words: string): (palette: Palette, seed: number) => string {
  if (/gift|card/.test(words)) return giftCard
  if (/pot|kettle|moka|jug/.test(words)) return pot
  if (/cup|v60|dripper|mug/.test(words)) return cup
  if (/grinder|filter|equipment|box|drip/.test(words)) return box
  if (/tea|матч|чай/.test(words)) return tin
  return bag
}

/** A coffee bean, or a leaf, in a circle of its own. */
function emblem(palette: Palette, x: number, y: number, size: number, leaf: boolean): string {
  const shape = leaf
    ? `<path d="M0 -26C24 -14 24 16 0 28C-24 16 -24 -14 0 -26Z" fill="${palette.mark}"/><path d="M0 -20V34" stroke="${palette.label}" stroke-width="4" stroke-linecap="round"/>`
    : `<ellipse rx="18" ry="27" transform="rotate(30)" fill="${palette.mark}"/><path d="M12 -22C-6 -6 8 6 -11 23" fill="none" stroke="${palette.label}" stroke-width="4.5" stroke-linecap="round"/>`
  return `<g transform="translate(${x} ${y}) scale(${size})">${shape}</g>`
}

function lines(palette: Palette, y: number, seed: number): string {
  const wide = 52 + (seed % 30)
  return `<rect x="${200 - wide / 2}" y="${y}" width="${wide}" height="7" rx="3.5" fill="${palette.body}" opacity=".75"/><rect x="${200 - wide / 3}" y="${y + 15}" width="${(wide * 2) / 3}" height="6" rx="3" fill="${palette.body}" opacity=".4"/>`
}

function bag(palette: Palette, seed: number): string {
  return `<path d="M122 92H278L290 330Q290 338 282 338H118Q110 338 110 330Z" fill="${palette.body}"/><path d="M122 92H278L276 70Q275 62 267 62H133Q125 62 124 70Z" fill="${palette.body}"/><path d="M122 92H278" stroke="#000" stroke-opacity=".22" stroke-width="4"/><rect x="140" y="140" width="120" height="142" rx="10" fill="${palette.label}"/>${emblem(palette, 200, 190, 1, false)}${lines(palette, 238, seed)}<path d="M252 98L262 334H282Q290 338 290 330L278 92Z" fill="#000" opacity=".08"/>`
}

function tin(palette: Palette, seed: number): string {
  return `<rect x="126" y="104" width="148" height="234" rx="14" fill="${palette.body}"/><rect x="118" y="78" width="164" height="44" rx="12" fill="${palette.body}"/><rect x="118" y="112" width="164" height="6" fill="#000" opacity=".18"/><rect x="126" y="158" width="148" height="128" fill="${palette.label}"/>${emblem(palette, 200, 202, 0.9, true)}${lines(palette, 248, seed)}<rect x="250" y="122" width="24" height="216" fill="#000" opacity=".08"/>`
}

function box(palette: Palette, seed: number): string {
  return `<path d="M104 150L200 116L296 150V314L200 338L104 314Z" fill="${palette.body}"/><path d="M104 150L200 180L296 150L200 116Z" fill="#fff" opacity=".22"/><path d="M200 180V338L296 314V150Z" fill="#000" opacity=".14"/><rect x="120" y="196" width="66" height="84" rx="8" fill="${palette.label}" transform="skewY(9) translate(0 -22)"/>${emblem(palette, 153, 236, 0.7 + (seed % 3) / 20, false)}`
}

function pot(palette: Palette, seed: number): string {
  return `<path d="M128 168H272L292 312Q294 338 268 338H132Q106 338 108 312Z" fill="${palette.body}"/><path d="M112 208Q66 202 62 160Q61 148 72 148Q80 148 84 158Q92 178 124 182Z" fill="${palette.body}"/><path d="M278 190Q346 184 336 248Q330 292 286 296" fill="none" stroke="${palette.body}" stroke-width="16" stroke-linecap="round"/><rect x="136" y="142" width="128" height="26" rx="10" fill="${palette.mark}"/><circle cx="200" cy="128" r="15" fill="${palette.mark}"/><path d="M176 ${84 - (seed % 10)}Q190 68 178 50M212 86Q226 70 214 52" fill="none" stroke="${palette.body}" stroke-opacity=".35" stroke-width="6" stroke-linecap="round"/><circle cx="200" cy="254" r="40" fill="${palette.label}"/>${emblem(palette, 200, 253, 0.8, seed % 2 === 0)}`
}

function cup(palette: Palette, seed: number): string {
  return `<path d="M112 188H288L272 312Q269 338 243 338H157Q131 338 128 312Z" fill="${palette.body}"/><path d="M284 214Q340 208 332 256Q326 292 276 288" fill="none" stroke="${palette.body}" stroke-width="15"/><ellipse cx="200" cy="188" rx="88" ry="20" fill="${palette.label}"/><ellipse cx="200" cy="190" rx="74" ry="14" fill="${palette.mark}"/><path d="M168 146Q184 126 170 104M${208 + (seed % 8)} 148Q224 128 210 104" fill="none" stroke="${palette.body}" stroke-opacity=".35" stroke-width="7" stroke-linecap="round"/>${emblem({ ...palette, mark: palette.label, label: palette.body }, 200, 264, 0.9, false)}`
}

function giftCard(palette: Palette, seed: number): string {
  return `<g transform="rotate(-6 200 210)"><rect x="66" y="124" width="268" height="172" rx="20" fill="${palette.body}"/><rect x="66" y="188" width="268" height="26" fill="${palette.mark}"/><rect x="${150 + (seed % 20)}" y="124" width="26" height="172" fill="${palette.mark}"/><path d="M${163 + (seed % 20)} 190C130 150 120 190 ${163 + (seed % 20)} 201C206 190 196 150 ${163 + (seed % 20)} 190Z" fill="${palette.label}"/>${emblem({ ...palette, mark: palette.label, label: palette.body }, 286, 252, 0.8, false)}</g>`
}
