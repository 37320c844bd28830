import { AsyncLocalStorage } from "node:async_hooks"

/**
 * One id for everything that follows from one request, one batch of events or one run of a job. It stands in each log
 * line and with what is recorded, so that `npm run regulars -- trace ID` and a search in the log find the same path.
 * It hangs on globalThis because the server file and the built pages are two copies of this module in one process.
 */
const holder = globalThis as typeof globalThis & { regularsTrace?: AsyncLocalStorage<string> }
holder.regularsTrace ??= new AsyncLocalStorage<string>()
const storage = holder.regularsTrace

/** Runs `work`; whatever it does, now or later, belongs to `trace`. */
export function inTrace<T>(trace: string, work: () => T): T {
  return storage.run(trace, work)
}

/** The id of what is going on; undefined outside of everything. */
export function currentTrace(): string | undefined {
  return storage.getStore()
}

/** Ids as proxies and Shopify make them; nothing that could write into a log or a header. */
const SANE = /^[A-Za-z0-9][A-Za-z0-9._:/=+-]{5,127}$/

/** An id somebody else gave, when it can be trusted to be one; null otherwise. */
export function readTraceId(given: string | string[] | undefined): string | null {
  return typeof given === "string" && SANE.test(given) ? given : null
}
