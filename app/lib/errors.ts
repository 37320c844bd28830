/** A refused request: thrown anywhere, mapped to HTTP in one place. `code` is also the key of its text in app/i18n. */
export type AppErrorCode =
  | "bad_request"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "unsupported"

const STATUS: Record<AppErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
}

export class AppError extends Error {
  readonly code: AppErrorCode
  readonly status: number

  constructor(code: AppErrorCode, message: string) {
    super(message)
    this.name = "AppError"
    this.code = code
    this.status = STATUS[code]
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
