/**
 * How a Bulgarian name may be written: in its own letters, by the law of transliteration (2009), and in the ways people write
 * it since before that and abroad. What begins earlier in the list is tried first where several rules fit.
 */
const LETTERS: [cyrillic: RegExp, latin: string[]][] = [
  [/^дж/, ["dzh", "j", "dj"]],
  [/^кс/, ["ks", "x"]],
  [/^кр/, ["kr", "cr", "chr"]],
  [/^ия$/, ["ia", "iya", "ija"]],
  [/^ий$/, ["iy", "ii", "i", "y"]],
  [/^ър/, ["ar", "ur", "er", "yr"]],
  [/^[йь]о/, ["yo", "io", "jo"]],
  [/^ж/, ["zh", "j"]],
  [/^й/, ["y", "i", "j"]],
  [/^к/, ["k", "c"]],
  [/^у/, ["u", "ou"]],
  [/^ф/, ["f", "ph"]],
  [/^х/, ["h", "kh", "ch"]],
  [/^ц/, ["ts", "tz", "c"]],
  [/^ъ/, ["a", "u"]],
  [/^ю/, ["yu", "iu", "ju"]],
  [/^я/, ["ya", "ia", "ja"]],
  [/^ч/, ["ch"]],
  [/^ш/, ["sh"]],
  [/^щ/, ["sht"]],
  [/^ь/, ["y"]],
]

const PLAIN: Record<string, string> = Object.fromEntries(
  [..."абвгдезилмнопрст"].map((letter, index) => [letter, "abvgdezilmnoprst"[index] as string]),
)

/** Every spelling of a name that is looked for, in small letters; a name in other letters is spelt as it is. */
export function spellingsOf(name: string): string[] {
  const small = name.normalize("NFC").toLowerCase()
  return [...new Set([small, ...latinOf(small)])]
}

function latinOf(rest: string): string[] {
  if (rest === "") return [""]
  const rule = LETTERS.find(([cyrillic]) => cyrillic.test(rest))
  const taken = rule ? (rule[0].exec(rest)?.[0].length ?? 1) : 1
  const heads = rule?.[1] ?? [PLAIN[rest[0] as string] ?? (rest[0] as string)]
  return latinOf(rest.slice(taken)).flatMap((tail) => heads.map((head) => head + tail))
}
