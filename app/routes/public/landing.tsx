import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useOutsideWords } from "#app/ui/outside-words.tsx"

/** The bare address. Shopify opens it with the shop's parameters, which the admin pages then read. */
export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url)
  if (url.searchParams.has("shop")) throw redirect(`/app?${url.searchParams}`)
  return null
}

export default function Landing() {
  const words = useOutsideWords()
  return (
    <main style={{ maxInlineSize: "34rem", margin: "20vh auto", paddingInline: "1.5rem" }}>
      <h1>{words.name}</h1>
      <p>{words.landing}</p>
    </main>
  )
}
