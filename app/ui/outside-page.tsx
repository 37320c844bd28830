import type { ReactNode } from "react"
import { useOutsideWords } from "./outside-words.tsx"

/** The frame of a page that stands outside of the admin: our name, a sentence, and what there is to do. */
export function OutsidePage({ about, children }: { about: string; children?: ReactNode }) {
  const words = useOutsideWords()
  return (
    <main className="regulars-outside">
      <h1>{words.name}</h1>
      <p>{about}</p>
      {children}
    </main>
  )
}
