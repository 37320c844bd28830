import { z } from "zod"

/** A key that is made for a form before it is sent: the same form sent twice is one deed. */
export const FORM_KEY = z.string().regex(/^[a-z0-9-]{8,64}$/)
