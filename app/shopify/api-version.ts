/** The one place that names the Admin API version; a test holds shopify.app.toml and the contract to it. */
export const API_VERSION = "2026-07"
