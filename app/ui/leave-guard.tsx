import { useBeforeUnload, useBlocker } from "@remix-run/react"
import { useAppBridge } from "@shopify/app-bridge-react"
import { Text } from "@shopify/polaris"
import { useCallback, useEffect } from "react"
import { ConfirmDialog } from "./confirm-dialog.tsx"
import { useText } from "./text.tsx"

/**
 * Asks whoever would leave with something unsaved: on the way to another page of ours, and when the window is closed.
 * `asks`: Shopify's own question (where its save bar is open), or ours.
 */
export function LeaveGuard({ unsaved, asks }: { unsaved: boolean; asks: "shopify" | "we" }) {
  const { t } = useText()
  const shopify = useAppBridge()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useBeforeUnload(
    useCallback(
      (event: BeforeUnloadEvent) => {
        if (unsaved) event.preventDefault()
      },
      [unsaved],
    ),
  )
  const { state } = blocker
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each attempt to leave
  useEffect(() => {
    if (state !== "blocked" || asks !== "shopify") return
    // It answers only when they do leave; whoever stays may try again.
    shopify.saveBar.leaveConfirmation().then(() => blocker.proceed?.())
  }, [state, asks])
  if (asks === "shopify") return null
  return (
    <ConfirmDialog
      open={state === "blocked"}
      title={t("form.leaveTitle")}
      confirm={t("form.leave")}
      busy={false}
      loses={[t("form.leaveLoses")]}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      <Text as="p">{t("form.leaveAbout")}</Text>
    </ConfirmDialog>
  )
}
