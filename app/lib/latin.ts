/** Bulgarian's official transliteration (Transliteration Act of 2009), with the Russian letters it lacks. */
const CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы э ю я".split(" ")
const LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sht a y e yu ya".split(" ")
const LATIN_OF = new Map<string, string>(CYRILLIC.map((letter, index) => [letter, LATIN[index] as string]))
LATIN_OF.set("ь", "")

/** Lower-case text in Latin letters: "Златно ниво" → "zlatno nivo", "Ольга" → "olga"; other scripts stay as they are. */
export function toLatin(text: string): string {
  return [...text.toLowerCase()].map((letter) => LATIN_OF.get(letter) ?? letter).join("")
}
