import { useEffect, useMemo, useState } from "react"
import type { ColourName, Look } from "../look.ts"
import { type LookProblems, readLook } from "../look-form.ts"
import type { ShopperText } from "../shopper-texts.ts"

/** The look as it stands in the editor: what is typed, not yet what is valid. */
export type EditedLook = {
  look: Look
  dirty: boolean
  /** Codes of errors.json by the place in the look. */
  problems: LookProblems
  setLauncher: (change: Partial<Look["launcher"]>) => void
  setColour: (name: ColourName, colour: string) => void
  /** `words` "": the extension's own again. */
  setText: (language: string, key: string, words: string) => void
  reset: () => void
}

/** `storedKey` changes with what is stored: then the editor shows that. */
export function useEditedLook(stored: Look, storedKey: string, texts: ShopperText[]): EditedLook {
  const [look, setLook] = useState(stored)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is stored
  useEffect(() => setLook(stored), [storedKey])
  const read = useMemo(() => readLook(look, texts), [look, texts])
  const setLauncher = (change: Partial<Look["launcher"]>) =>
    setLook((before) => ({ ...before, launcher: { ...before.launcher, ...change } }))
  const setColour = (name: ColourName, colour: string) =>
    setLook((before) => ({ ...before, colours: { ...before.colours, [name]: colour } }))
  const setText = (language: string, key: string, words: string) =>
    setLook((before) => ({ ...before, texts: withText(before.texts, language, key, words) }))
  const dirty = useMemo(() => JSON.stringify(inOrder(look)) !== JSON.stringify(inOrder(stored)), [look, stored])
  const problems = read.ok ? NONE : read.problems
  return { look, dirty, problems, setLauncher, setColour, setText, reset: () => setLook(stored) }
}

const NONE: LookProblems = {}

function withText(texts: Look["texts"], language: string, key: string, words: string): Look["texts"] {
  const { [key]: _former, ...others } = texts[language] ?? {}
  const own = words === "" ? others : { ...others, [key]: words }
  const { [language]: _language, ...languages } = texts
  return Object.keys(own).length === 0 ? languages : { ...languages, [language]: own }
}

/** The database gives names in another order than they were typed in. */
function inOrder({ launcher, colours, texts }: Look): unknown {
  const sorted = (record: object) => Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return [
    sorted(launcher),
    sorted(colours),
    sorted(texts).map(([language, own]) => [language, sorted(own as Record<string, string>)]),
  ]
}
