import { Checkbox, FormLayout, Select, TextField } from "@shopify/polaris"
import { useErrorText } from "#app/ui/error-text.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { CORNERS, ICONS, LIFT, type Look } from "../look.ts"
import type { EditedLook } from "./edited-look.ts"

type Launcher = Look["launcher"]

/** The button that opens the panel; its words stand among the texts. */
export function LauncherCard({ edited }: { edited: EditedLook }) {
  const { t } = useText()
  const { launcher } = edited.look
  const liftError = useErrorText(edited.problems["launcher.lift"] ? [edited.problems["launcher.lift"]] : undefined)
  return (
    <SectionCard title={t("appearance.launcher.title")} about={t("appearance.launcher.about")}>
      <FormLayout>
        <FormLayout.Group>
          <Select
            label={t("appearance.launcher.icon")}
            options={ICONS.map((icon) => ({ value: icon, label: t(`appearance.icons.${icon}`) }))}
            value={launcher.icon}
            onChange={(icon) => edited.setLauncher({ icon: icon as Launcher["icon"] })}
          />
          <Select
            label={t("appearance.launcher.corner")}
            helpText={t("appearance.launcher.cornerHelp")}
            options={CORNERS.map((corner) => ({ value: corner, label: t(`appearance.corners.${corner}`) }))}
            value={launcher.corner}
            onChange={(corner) => edited.setLauncher({ corner: corner as Launcher["corner"] })}
          />
        </FormLayout.Group>
        <TextField
          label={t("appearance.launcher.lift")}
          helpText={t("appearance.launcher.liftHelp")}
          type="number"
          suffix={<span translate="no">{LIFT.unit}</span>}
          min={LIFT.least}
          max={LIFT.most}
          step={4}
          autoComplete="off"
          value={Number.isNaN(launcher.lift) ? "" : String(launcher.lift)}
          onChange={(typed) => edited.setLauncher({ lift: typed === "" ? Number.NaN : Number(typed) })}
          error={liftError}
        />
        <Checkbox
          label={t("appearance.launcher.wordsOnPhones")}
          helpText={t("appearance.launcher.wordsOnPhonesHelp")}
          checked={launcher.wordsOnPhones}
          onChange={(wordsOnPhones) => edited.setLauncher({ wordsOnPhones })}
        />
      </FormLayout>
    </SectionCard>
  )
}
