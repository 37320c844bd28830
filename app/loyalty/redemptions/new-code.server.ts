import { randomInt } from "node:crypto"

/** No vowels, so that no words arise; no 0 and 1, no I, L, O and U, Y: nothing that is read or heard as something else. */
const LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
/** Short enough for the keyboard of a till; there are 2 · 10^14 of them. */
const CODE_LENGTH = 10
/** A gift card's code is money to whoever knows it. */
const GIFT_CARD_LENGTH = 16

const draw = (length: number) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("")

/** A new discount code. */
export const newCode = (): string => draw(CODE_LENGTH)

/** A new code of a gift card. */
export const newGiftCardCode = (): string => draw(GIFT_CARD_LENGTH)
