import { useLocation, useNavigation, useSearchParams } from "@remix-run/react"
import { useEffect, useState } from "react"
import { type ListQuery, type ListShape, writeListQuery } from "#app/lib/list-query.ts"

/** A list as its page was asked for it: its shape and what stands in its address. */
export type AskedList = { shape: ListShape; query: ListQuery }

type Change = Partial<Pick<ListQuery, "search" | "sort" | "filters">>

/** Leads to the same list narrowed or ordered otherwise, from its beginning; the browser's "back" undoes it. */
export function useListChange({ shape, query }: AskedList): (change: Change) => void {
  const [, setParams] = useSearchParams()
  return (change) => setParams(writeListQuery({ ...query, ...change }, shape), { preventScrollReset: true })
}

/**
 * The neighbouring pages of a list as things to do; undefined where the list ends. Cursors only lead on, so the way back
 * is remembered in the browser's history; without it "back" is the first page.
 */
export function usePageSteps({ shape, query }: AskedList, next: string | null) {
  const [, setParams] = useSearchParams()
  const trail = (useLocation().state as { trail?: (string | null)[] } | null)?.trail ?? []
  const open = (to: string | null, behind: (string | null)[]) => {
    const address = new URLSearchParams(writeListQuery(query, shape))
    if (to !== null) address.set("after", to)
    setParams(address, { state: { trail: behind } })
  }
  return {
    next: next === null ? undefined : () => open(next, [...trail, query.after]),
    previous: query.after === null ? undefined : () => open(trail.at(-1) ?? null, trail.slice(0, -1)),
  }
}

/** Whoever waits shorter than this sees the rows they had, not a flicker. */
const PATIENCE_MS = 150

/** True while another part of this list is on its way, and has been for a moment. */
export function useListLoading(): boolean {
  const { pathname } = useLocation()
  const navigation = useNavigation()
  const underWay = navigation.state === "loading" && navigation.location.pathname === pathname
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!underWay) return setLong(false)
    const timer = setTimeout(() => setLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [underWay])
  return underWay && long
}
