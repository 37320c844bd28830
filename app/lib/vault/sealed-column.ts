/** Where sealed values stand: what a rotation of keys walks, and what seals what was stored before there were keys. */
export type SealedColumn = {
  table: string
  /** The columns that tell one row of a shop from another. */
  keys: string[]
  column: string
  /** SQL that is true for rows whose column is sealed; absent: every row whose column is not null. */
  when?: string
  /** Where the value is sealed. `row` holds the keys. */
  place: (row: Record<string, string>) => string
}
