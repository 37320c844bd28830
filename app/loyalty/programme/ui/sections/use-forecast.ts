import { useFetcher } from "@remix-run/react"
import type { ExpiryForecast } from "../../../expiry/forecast.ts"

type Answer = { ok: true; kind: string; months: string; forecast: ExpiryForecast } | { ok: false; failure: string }

/** Asks what a rule would let expire; what is answered holds for the rule that was asked about, and no other. */
export function useForecast(kind: string, months: string) {
  const { data, state, submit } = useFetcher<Answer>()
  const isOfThis = data?.ok === true && data.kind === kind && data.months === months
  return {
    ask: () => submit({ kind, months }, { method: "post", action: "/app/programme/expiry-forecast" }),
    busy: state !== "idle",
    failure: data?.ok === false ? data.failure : null,
    forecast: isOfThis ? data.forecast : null,
  }
}
