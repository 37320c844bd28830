/** A refused request: thrown anywhere, mapped to HTTP in one place. `code` is also the key of its text in app/i18n. */
export type AppErrorCode =
  | "bad_request"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "unsupported"
  | "too_often"

const STATUS: Record<AppErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  too_often: 429,
}

export class AppError extends Error {
  readonly code: AppErrorCode
  readonly status: number
  /** Of too_often: when the visitor may come again. */
  readonly retryAfterSeconds: number | null

  constructor(code: AppErrorCode, message: string, retryAfterSeconds: number | null = null) {
    super(message)
    this.name = "AppError"
    this.code = code
    this.status = STATUS[code]
    this.retryAfterSeconds = retryAfterSeconds
  }

  /** What the answer says beside its status. */
  get headers(): Record<string, string> {
    return this.retryAfterSeconds === null ? {} : { "Retry-After": String(this.retryAfterSeconds) }
  }
}

/** Something outside (Shopify, mail) failed; the caller may try again after `retryAfterMs`. */
export class UpstreamError extends Error {
  readonly retryAfterMs: number

  constructor(message: string, retryAfterMs: number) {
    super(message)
    this.name = "UpstreamError"
    this.retryAfterMs = retryAfterMs
  }
}
