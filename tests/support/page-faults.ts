import type { Page } from "playwright-core"

/** Notes page errors, console errors and failed requests in `faults`; what a navigation cuts short is none. */
export function notePageFaults(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`))
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on("requestfailed", (request) => {
    const words = request.failure()?.errorText ?? ""
    if (words !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${words}`)
  })
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`HTTP ${response.status()}: ${response.url()}`)
  })
}
