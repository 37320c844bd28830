import { Text } from "@shopify/polaris"
import { useState } from "react"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { useDone } from "#app/ui/done-toast.ts"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { CheckInput, SelectInput, TextInput } from "#app/ui/fields.tsx"
import { FormDialog } from "#app/ui/form-dialog.tsx"
import { DateInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import { useWish } from "#app/ui/wish.ts"
import type { TierCard } from "../ui-data/tier-card.server.ts"
import { MAX_REASON, manualTierSchema } from "./manual-tier-schema.ts"

type Props = { digits: string; onClose: () => void }

/** Asks which tier, until when and why. */
export function GiveTierDialog({ digits, levels, onClose }: Props & Pick<TierCard, "levels">) {
  const { t } = useText()
  // The same form sent twice is one grant.
  const [key] = useState(() => crypto.randomUUID())
  return (
    <FormDialog
      id="give-tier"
      title={t("tiers:manual.title")}
      confirm={t("tiers:manual.open")}
      schema={manualTierSchema.omit({ key: true })}
      start={{ tier: levels.at(-1)?.id ?? "", until: "", exact: "", reason: "" }}
      sends={{ do: "giveTier", key }}
      to={`/app/members/${digits}`}
      before={<Text as="p">{t("tiers:manual.about")}</Text>}
      onDone={useDone(t("tiers:manual.given"), onClose)}
      onClose={onClose}
      fields={(fields) => (
        <>
          <SelectInput
            field={fields.tier}
            label={t("tiers:manual.tier")}
            choices={levels.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <DateInput field={fields.until} label={t("tiers:manual.until")} />
          <CheckInput field={fields.exact} label={t("tiers:manual.exact")} />
          <TextInput field={fields.reason} label={t("tiers:manual.reason")} multiline={2} maxLength={MAX_REASON} />
        </>
      )}
    />
  )
}

export function TakeTierDialog({ digits, onClose }: Props) {
  const { t } = useText()
  const { send, busy, failure } = useWish(`/app/members/${digits}`, useDone(t("tiers:manual.ended"), onClose))
  return (
    <ConfirmDialog
      open
      title={t("tiers:manual.endTitle")}
      confirm={t("tiers:manual.end")}
      busy={busy}
      onConfirm={() => send({ do: "takeTier" })}
      onClose={onClose}
    >
      <FailureBanner failure={failure} />
      <Text as="p">{t("tiers:manual.endAbout")}</Text>
    </ConfirmDialog>
  )
}
