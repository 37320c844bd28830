import { useText } from "./text.tsx"

/** A moment in the shop's zone; the exact one is in the markup for machines. */
export function Moment({ at, time = true }: { at: string; time?: boolean }) {
  const { date, dateTime } = useText()
  return (
    // Server and browser may carry different editions of the language data: a blank more or less is no fault.
    <time dateTime={at} suppressHydrationWarning>
      {time ? dateTime(at) : date(at)}
    </time>
  )
}
