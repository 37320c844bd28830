import { expect, test } from "vitest"
import { calendarOf, NAME_ROWS } from "./calendars.ts"
import { feastDay, feastsOf, feastsOn, findFeast, nextFeastDay } from "./name-calendar.ts"
import { spellingsOf } from "./spellings.ts"

const bulgarian = calendarOf("bulgarian")
const daysOf = (name: string) => feastsOf(bulgarian, name).map((feast) => feast.id)

/** The day of each movable feast, written down from church calendars and counted by hand from Easter. */
const MOVABLE: [year: number, days: Record<string, string>][] = [
  [2024, movable("03-23", "04-27", "04-28", "05-05", "05-06", "05-12", "06-13", "06-23", "06-24", "06-30")],
  [2025, movable("03-08", "04-12", "04-13", "04-20", "04-21", "04-27", "05-29", "06-08", "06-09", "06-15")],
  [2026, movable("02-28", "04-04", "04-05", "04-12", "04-13", "04-19", "05-21", "05-31", "06-01", "06-07")],
  [2027, movable("03-20", "04-24", "04-25", "05-02", "05-03", "05-09", "06-10", "06-20", "06-21", "06-27")],
  [2028, movable("03-04", "04-08", "04-09", "04-16", "04-17", "04-23", "05-25", "06-04", "06-05", "06-11")],
  [2029, movable("02-24", "03-31", "04-01", "04-08", "04-09", "04-15", "05-17", "05-27", "05-28", "06-03")],
  [2030, movable("03-16", "04-20", "04-21", "04-28", "04-29", "05-05", "06-06", "06-16", "06-17", "06-23")],
  [2031, movable("03-01", "04-05", "04-06", "04-13", "04-14", "04-20", "05-22", "06-01", "06-02", "06-08")],
  [2032, movable("03-20", "04-24", "04-25", "05-02", "05-03", "05-09", "06-10", "06-20", "06-21", "06-27")],
  [2033, movable("03-12", "04-16", "04-17", "04-24", "04-25", "05-01", "06-02", "06-12", "06-13", "06-19")],
  [2034, movable("02-25", "04-01", "04-02", "04-09", "04-10", "04-16", "05-18", "05-28", "05-29", "06-04")],
  [2035, movable("03-17", "04-21", "04-22", "04-29", "04-30", "05-06", "06-07", "06-17", "06-18", "06-24")],
]

function movable(...days: string[]): Record<string, string> {
  const ids = ["todorovden", "lazarovden", "tsvetnitsa", "velikden", "svetli_ponedelnik", "tomina_nedelya"]
  const later = ["spasovden", "petdesetnitsa", "sveti_duh", "vsi_svetii"]
  return Object.fromEntries([...ids, ...later].map((id, index) => [id, days[index] as string]))
}

test.each(MOVABLE)("the feasts that go with Easter of %i", (year, days) => {
  const moving = bulgarian.feasts.filter((feast) => typeof feast.on === "number")
  expect(Object.fromEntries(moving.map((feast) => [feast.id, feastDay(feast, year).slice(5)]))).toEqual(days)
})

test("a movable feast may fall on a fixed one: both are kept that day", () => {
  expect(feastsOn(bulgarian, "2024-05-06").map((feast) => feast.id)).toEqual(["gergyovden", "svetli_ponedelnik"])
  expect(feastsOn(bulgarian, "2026-02-10").map((feast) => feast.id)).toEqual(["haralampievden"])
})

test.each([
  ["Иван", "ivanovden"],
  ["Ivan", "ivanovden"],
  ["Ваньо", "ivanovden"],
  ["Yoanna", "ivanovden"],
  ["Joana", "ivanovden"],
  ["Георги", "gergyovden"],
  ["George", "gergyovden"],
  ["Gergana", "gergyovden"],
  ["Жоро", "gergyovden"],
  ["Jordanka", "yordanovden"],
  ["Yordan", "yordanovden"],
  ["ПЕТЪР", "petrovden"],
  ["Petar", "petrovden"],
  ["Peter", "petrovden"],
  ["Aleksandar", "aleksandrovden"],
  ["Alexander", "aleksandrovden"],
  ["Сашо", "aleksandrovden"],
  ["Dimitar", "dimitrovden"],
  ["Dimitur", "dimitrovden"],
  ["Mitko", "dimitrovden"],
  ["Tsvetelina", "tsvetnitsa"],
  ["Cvetelina", "tsvetnitsa"],
  ["Teodora", "todorovden"],
  ["Theodora", "todorovden"],
  ["Hristo", "koleda"],
  ["Christian", "koleda"],
  ["Katja", "ekaterina"],
  ["Catherine", "ekaterina"],
  ["Nikolay", "nikulden"],
  ["Nicole", "nikulden"],
  ["Stefan", "stefanovden"],
  ["Stoyan", "stefanovden"],
  ["Victoria", "mina"],
  ["Ljubomir", "vyara_nadezhda_lyubov"],
  ["Lyubomir", "vyara_nadezhda_lyubov"],
  ["Sofia", "vyara_nadezhda_lyubov"],
  ["Zhivko-Ivan", "ivanovden"],
  [" Мария-Магдалена ", "bogoroditsa"],
  ["Anna Maria", "zimna_anna"],
  ["Spas", "spasovden"],
  ["Igor", null],
  ["", null],
])("the first day of %j is %s", (name, id) => {
  expect(daysOf(name)[0] ?? null).toBe(id)
})

test("names with several days know all of them, the one that is kept first in front", () => {
  expect(daysOf("Трифон")).toEqual(["trifonovden", "trifon_zarezan"])
  expect(daysOf("Кирил")).toEqual(["kiril_metodiy", "kiril_metodiy_24"])
  expect(daysOf("Тома")).toEqual(["tomovden", "tomina_nedelya"])
  expect(daysOf("Ekaterina")).toEqual(["ekaterina", "klimentovden"])
  expect(daysOf("Мария")[0]).toBe("bogoroditsa")
  expect(daysOf("Мария")).toHaveLength(3)
})

test("the days everybody in Bulgaria knows are there, each on its date", () => {
  const expected: Record<string, string> = {
    vasilovden: "01-01",
    yordanovden: "01-06",
    ivanovden: "01-07",
    antonovden: "01-17",
    atanasovden: "01-18",
    trifonovden: "02-01",
    trifon_zarezan: "02-14",
    blagovets: "03-25",
    gergyovden: "05-06",
    kiril_metodiy: "05-11",
    kiril_metodiy_24: "05-24",
    konstantin_elena: "05-21",
    enyovden: "06-24",
    petrovden: "06-29",
    ilinden: "07-20",
    preobrazhenie: "08-06",
    bogoroditsa: "08-15",
    aleksandrovden: "08-30",
    krastovden: "09-14",
    vyara_nadezhda_lyubov: "09-17",
    petkovden: "10-14",
    dimitrovden: "10-26",
    arhangelovden: "11-08",
    ekaterina: "11-24",
    klimentovden: "11-25",
    andreevden: "11-30",
    varvara: "12-04",
    savovden: "12-05",
    nikulden: "12-06",
    ignazhden: "12-20",
    koleda: "12-25",
    stefanovden: "12-27",
  }
  expect(Object.fromEntries(Object.keys(expected).map((id) => [id, findFeast(bulgarian, id)?.on]))).toEqual(expected)
})

test("every feast has its own id, a real date and names, or is for those without a day", () => {
  const ids = bulgarian.feasts.map((feast) => feast.id)
  expect(new Set(ids).size).toBe(ids.length)
  const kept = new Set([...bulgarian.byName.values()].flat())
  expect(ids.filter((id) => !kept.has(id))).toEqual(["vsi_svetii"])
  const impossible = bulgarian.feasts.filter(
    ({ on }) => typeof on === "string" && Number.isNaN(Date.parse(`2026-${on}T00:00:00Z`)),
  )
  expect(impossible).toEqual([])
})

test("no name is kept first on two days, none stands twice on one, and there are many", () => {
  const words = NAME_ROWS.bulgarian.flatMap(({ names }) => names.split(" ").map((word) => word.split("=")[0] as string))
  const firsts = words.filter((word) => word !== "" && !word.startsWith("~"))
  expect(firsts.filter((word, index) => firsts.indexOf(word) !== index)).toEqual([])
  const also = words.filter((word) => word.startsWith("~")).map((word) => word.slice(1))
  expect(also.filter((word) => !firsts.includes(word))).toEqual([])
  expect(firsts.length).toBeGreaterThan(900)
})

test("a feast comes next this year or the next", () => {
  const easter = findFeast(bulgarian, "velikden")
  expect(easter && nextFeastDay(easter, "2026-04-12")).toBe("2026-04-12")
  expect(easter && nextFeastDay(easter, "2026-04-13")).toBe("2027-05-02")
})

test("spellings follow the law and the ways people write", () => {
  expect(spellingsOf("Юлия")).toEqual(expect.arrayContaining(["юлия", "yulia", "iuliya", "julia"]))
  expect(spellingsOf("Щилян")).toEqual(expect.arrayContaining(["shtilyan", "shtilian", "shtiljan"]))
  expect(spellingsOf("John")).toEqual(["john"])
})
