/** Whom somebody asks about or wants erased, as far as they are known: never by name. */
export type SoughtPerson = {
  shop: string
  /** Gids: the customer, and those who were merged into them. */
  customerIds: string[]
  /** Blind indexes of the e-mail addresses and phone numbers that are theirs, in hex. */
  contacts: string[]
  /** Gids of their orders: some messages name an order only. */
  orderIds: string[]
}

/**
 * A place where a person's data stands. Everything here may be done again and again; each call sees to its own
 * transactions. What never names a person (points, dates, ids) is shown to them, but stays.
 */
export type PersonalPlace = {
  /** Its name in the person's file. */
  name: string
  tables: string[]
  /** In words: what it holds of a person, and for how long. */
  holds: string
  kept: string
  /** What is told of this person; an empty list: nothing. */
  show: (person: SoughtPerson) => Promise<unknown[]>
  erase: (person: SoughtPerson) => Promise<void>
  /** Erases every person of a shop. */
  eraseAll: (shop: string) => Promise<void>
}
