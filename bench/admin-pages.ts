import routes from "#app/routes.ts"

/** One page of the embedded admin: its file, and an address below the app that shows it. */
export type AdminPage = { name: string; path: string }

type Route = { path?: string; index?: boolean; file: string; children?: Route[] }

/**
 * Every page that app/routes.ts has under /app, so that a new one cannot be forgotten. `values`: what stands for the
 * parameters of addresses. Throws for one that nobody gave a value. Files that are no .tsx answer data and show nothing.
 */
export function listAdminPages(values: Record<string, string>, all: Route[] = routes): AdminPage[] {
  const admin = all.find(({ path }) => path === "app")
  return pagesBelow("", admin?.children ?? [], values)
}

function pagesBelow(base: string, children: Route[], values: Record<string, string>): AdminPage[] {
  const shown = children.filter(({ file }) => file.endsWith(".tsx"))
  return shown.flatMap(({ path = "", file, children: below }) => {
    const address =
      path === "" ? base : `${base}/${path.replaceAll(/:(\w+)|\*/g, (_all, name) => standIn(name, values))}`
    if (below) return pagesBelow(address, below, values)
    return [{ name: file.replace(/^.*\/(.+)\.tsx?$/, "$1"), path: address }]
  })
}

function standIn(name: string | undefined, values: Record<string, string>): string {
  if (name === undefined) return "no-such-page"
  const value = values[name]
  if (value === undefined)
    throw new Error(`app/routes.ts has a page with :${name}; tell listAdminPages what stands for it`)
  return value
}
