import { useEffect, useRef, useState } from "react"
import { toCanonical, toLocal } from "#app/lib/local-number.ts"
import { withAllDecimals } from "#app/lib/money.ts"
import { type Common, type TextInputProps, TypedInput, useField } from "./fields.tsx"
import { useText } from "./text.tsx"

/**
 * Numbers as the reader writes them. The form carries the plain number ("1234.50"), the eye sees its own ("1 234,50"):
 * whoever checks the form reads one way of writing, in every language. What is no number goes as it was typed, and is
 * refused in words.
 */
type NumberProps = TextInputProps & { tidy?: (canonical: string) => string }

function NumberInput({ tidy = (canonical) => canonical, ...props }: NumberProps) {
  const { locale } = useText()
  const field = useField(props)
  const { value } = field
  const [typed, setTyped] = useState(() => toLocal(value, locale))
  const sent = useRef(value)
  // Set by somebody else: the form was reset, or a preset chosen.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(toLocal(value, locale))
  }, [value, locale])
  const send = (canonical: string) => {
    sent.current = canonical
    if (canonical !== value) field.change(canonical)
  }
  const change = (text: string) => {
    setTyped(text)
    send(toCanonical(text, locale))
  }
  const leave = () => {
    const canonical = tidy(toCanonical(typed, locale))
    send(canonical)
    setTyped(toLocal(canonical, locale))
    field.blur()
  }
  return <TypedInput {...props} bound={{ ...field, value: typed, change, blur: leave }} />
}

/** Days, pieces: a whole number. */
export function WholeInput(props: TextInputProps) {
  return <NumberInput inputMode="numeric" {...props} />
}

/** Points: a whole number; what is counted stands after it. */
export function PointsInput(props: TextInputProps) {
  const { t } = useText()
  return <NumberInput inputMode="numeric" suffix={t("points.unit")} {...props} />
}

/** A sum of money with as many decimals as its currency has; the currency stands after it. */
export function MoneyInput({ currency, ...props }: TextInputProps & { currency: string }) {
  return (
    <NumberInput
      inputMode="decimal"
      suffix={currency}
      tidy={(canonical) => withAllDecimals(canonical, currency)}
      {...props}
    />
  )
}

/** Percent, with up to two decimals (app/lib/percent.ts). */
export function PercentInput(props: TextInputProps) {
  return <NumberInput inputMode="decimal" suffix="%" {...props} />
}

/** A multiplier, "1.25" or "4/3". */
export function RatioInput(props: TextInputProps) {
  return <NumberInput inputMode="decimal" prefix="×" {...props} />
}

/** A day of the shop's calendar, "2026-03-29" (app/lib/zone-days.ts), or with `time` a moment in its zone. */
export function DateInput({ time = false, ...props }: Common & { time?: boolean }) {
  return <TypedInput {...props} bound={useField(props)} type={time ? "datetime-local" : "date"} />
}
