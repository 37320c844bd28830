/**
 * Why points moved: the closed list of entry codes. `earning` codes add up to a member's lifetime points
 * (what orders earned for good, refunds taken off; goodwill is a gift, not earned).
 */
export const LEDGER_CODES = {
  /** An order's points, first given. */
  order_earned: { earning: true },
  /** An order deserves more or less than before: edit, refund, another customer. */
  order_adjusted: { earning: true },
  /** Waiting points became available. */
  pending_released: { earning: true },
  /** Waiting points fell away: cancelled, deleted, refused. */
  pending_voided: { earning: false },
  /** Staff gave points. */
  granted: { earning: false },
  /** Staff took points. */
  deducted: { earning: false },
  /** Debt taken off a member's shoulders. */
  debt_forgiven: { earning: false },
  /** Points spent on a reward. */
  redeemed: { earning: false },
  /** A reward that was not used came back as points. */
  redemption_returned: { earning: false },
  /** Points that nobody used in time. */
  expired: { earning: false },
  /** Given by the programme for something else than an order; the basis says what for. */
  awarded: { earning: true },
  /** What was awarded is taken back: its reason has fallen away. */
  award_withdrawn: { earning: true },
  /** A balance brought along from elsewhere. */
  imported: { earning: false },
  /** Everything an account held went to the account it was merged into; what it once earned goes along beside it. */
  merged_out: { earning: false },
  /** Taken over from a merged account: each lot as old as it was, what waits, and debt. */
  merged_in: { earning: false },
} as const satisfies Record<string, { earning: boolean }>

export type LedgerCode = keyof typeof LEDGER_CODES

/** Codes whose movements make up the lifetime points. */
export const EARNING_CODES = (Object.keys(LEDGER_CODES) as LedgerCode[]).filter((code) => LEDGER_CODES[code].earning)
