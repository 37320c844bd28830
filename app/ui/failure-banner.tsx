import { Banner } from "@shopify/polaris"
import { useText } from "./text.tsx"

/** Why nothing was done, in plain words; `failure` is a code of errors.json, `title` says what was not done. */
export function FailureBanner({ failure, title }: { failure: string | null; title?: string }) {
  const { t, coded } = useText()
  if (failure === null) return null
  return (
    <Banner tone="critical" title={title ?? t("form.notDone")}>
      <p>{coded(`errors:pages.${failure}`, {}, t("errors:pages.unexpected"))}</p>
    </Banner>
  )
}
