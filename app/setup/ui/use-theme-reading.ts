import { useCallback, useEffect, useState } from "react"
import type { ThemeReading } from "../theme-reading.ts"

/**
 * What the theme says: at first what is known from before, then, once the page stands, what it says now; and again each
 * time the merchant comes back from another window, such as the theme editor. When Shopify does not answer, what was
 * known stays; no failure reaches the page.
 */
export function useThemeReading(before: ThemeReading | null): {
  reading: ThemeReading | null
  isLooking: boolean
  look: () => void
} {
  const [reading, setReading] = useState(before)
  const [isLooking, setLooking] = useState(true)
  const look = useCallback(async () => {
    setLooking(true)
    const answer = await askForReading()
    setReading((known) => (isNoAnswer(answer) && known?.known ? known : answer))
    setLooking(false)
  }, [])
  useEffect(() => {
    look()
    const lookAgain = () => {
      if (document.visibilityState === "visible") look()
    }
    document.addEventListener("visibilitychange", lookAgain)
    return () => document.removeEventListener("visibilitychange", lookAgain)
  }, [look])
  return { reading, isLooking, look }
}

const isNoAnswer = (answer: ThemeReading) => !answer.known && answer.reason === "unreachable"

/** The admin's script gives the request its session token. */
async function askForReading(): Promise<ThemeReading> {
  try {
    const answer = await fetch("/app/theme-state")
    if (answer.ok) return (await answer.json()) as ThemeReading
  } catch {
    // The connection broke: the same as no answer.
  }
  return { known: false, reason: "unreachable" }
}
