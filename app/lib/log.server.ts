import pino from "pino"

/** Structured log, one JSON object a line on stderr. Ids and counts only: no name, address, e-mail or payload. */
export const log = pino(
  { level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"), base: null },
  pino.destination({ fd: 2, sync: true }),
)
