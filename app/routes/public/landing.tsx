import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { OutsidePage } from "#app/ui/outside-page.tsx"
import { useOutsideWords } from "#app/ui/outside-words.tsx"

/** The bare address. Shopify opens it with the shop's parameters, which the admin pages then read. */
export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url)
  if (url.searchParams.has("shop")) throw redirect(`/app?${url.searchParams}`)
  return null
}

export default function Landing() {
  const words = useOutsideWords()
  return <OutsidePage about={words.landing} />
}
