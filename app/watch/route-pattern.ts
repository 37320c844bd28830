import routes from "../routes.ts"

type Route = { path?: string; index?: boolean; children?: Route[] }

const PLAIN = ["/webhooks", "/healthz", "/readyz", "/metrics"]
const PATTERNS = patternsOf(routes as Route[], "").map((pattern) => ({ pattern, parts: pattern.split("/") }))

/** The route a path belongs to ("/app/members/:customerId"), from a closed list; "other" for addresses nobody made. */
export function routePattern(url: string): string {
  const path = (url.split("?", 1)[0] as string).replace(/(.)\/$/, "$1")
  if (PLAIN.includes(path)) return path
  if (path.startsWith("/assets/")) return "/assets/*"
  const parts = path.split("/")
  const found = PATTERNS.find(
    (one) =>
      one.parts.length === parts.length &&
      one.parts.every((part, index) => part.startsWith(":") || part === parts[index]),
  )
  if (found) return found.pattern
  return path.startsWith("/auth/") ? "/auth/*" : "other"
}

function patternsOf(branch: Route[], above: string): string[] {
  return branch.flatMap(({ path, index, children }) => {
    const here = index ? above || "/" : `${above}/${path}`
    if (here.includes("*")) return []
    return children ? patternsOf(children, here) : [here]
  })
}
