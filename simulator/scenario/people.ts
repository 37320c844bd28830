import { toLatin } from "#app/lib/latin.ts"
import type { Random } from "./random.ts"

/** Names as they occur among a Sofia shop's customers: mostly Bulgarian, some Russian, some from elsewhere. */
type NamePool = { share: number; locale: string; first: readonly string[]; last: readonly string[]; latin: boolean }

const POOLS: readonly NamePool[] = [
  {
    share: 0.38,
    locale: "bg",
    latin: false,
    first:
      "Иван Георги Димитър Николай Петър Тодор Васил Стефан Христо Йордан Александър Борис Калоян Светослав Пламен".split(
        " ",
      ),
    last: "Иванов Георгиев Димитров Петров Николов Тодоров Христов Стоянов Илиев Василев Ангелов Колев Попов Маринов".split(
      " ",
    ),
  },
  {
    share: 0.36,
    locale: "bg",
    latin: false,
    first:
      "Мария Елена Десислава Гергана Виктория Цветелина Йоана Надежда Василка Теодора Радостина Ивана Симона Людмила Анна".split(
        " ",
      ),
    last: "Иванова Георгиева Димитрова Петрова Николова Тодорова Христова Стоянова Илиева Василева Ангелова Колева Попова Маринова".split(
      " ",
    ),
  },
  {
    share: 0.1,
    locale: "ru",
    latin: false,
    first: "Ольга Татьяна Наталья Алексей Сергей Дмитрий Екатерина Михаил".split(" "),
    last: "Шевченко Коваль Мельник Бондаренко Ткач Кравец".split(" "),
  },
  {
    share: 0.16,
    locale: "en",
    latin: true,
    first: "Emma Oliver Ayşe Mehmet Giulia Lukas Eleni Aram Sofía Jean-Luc Małgorzata O'Brien".split(" "),
    last: "Novák Müller Rossi Yılmaz Papadopoulou García Smith Petrosyan Kowalska d'Arcy".split(" "),
  },
]

export type Person = {
  firstName: string
  lastName: string
  email: string
  locale: string
  city: string
  phone: string | null
}

const CITIES = [
  "София",
  "София",
  "София",
  "Пловдив",
  "Варна",
  "Бургас",
  "Русе",
  "Стара Загора",
  "Велико Търново",
] as const

/** A made-up person; `index` keeps the e-mail addresses apart. The domain is reserved: no mail can ever leave. */
export function inventPerson(random: Random, index: number): Person {
  const pool = poolAt(random.next())
  const firstName = random.pick(pool.first)
  const lastName = random.pick(pool.last)
  return {
    firstName,
    lastName,
    email: `${mailName(firstName)}.${mailName(lastName)}${index}@example.com`,
    locale: pool.locale,
    city: random.pick(CITIES),
    phone: random.chance(0.8) ? `+35988${String(random.between(1_000_000, 9_999_999))}` : null,
  }
}

/** The pool at `roll` in [0, 1) when the shares are laid end to end. */
function poolAt(roll: number): NamePool {
  let upTo = 0
  for (const pool of POOLS) {
    upTo += pool.share
    if (roll < upTo) return pool
  }
  return POOLS[0] as NamePool
}

/** The name as a mail provider would let it stand before the @. */
function mailName(name: string): string {
  return toLatin(name)
    .normalize("NFD")
    .replace(/[^a-z]/g, "")
}
