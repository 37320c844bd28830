import { CheckInput, ChoiceInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** Who takes part, and what earlier orders are worth at joining. */
export function MembersSection({ fields }: SectionProps) {
  const { t } = useText()
  const members = fields.members.getFieldset()
  const ask = members.ask.getFieldset()
  return (
    <FormCard title={t("programme.members.title")} about={t("programme.members.about")}>
      <ChoiceInput
        field={members.who}
        label={t("programme.members.who")}
        choices={[
          {
            value: "joined",
            label: t("programme.members.joined"),
            help: t("programme.members.joinedHelp"),
          },
          {
            value: "everyone",
            label: t("programme.members.everyone"),
            help: t("programme.members.everyoneHelp"),
          },
        ]}
      />
      <WholeInput
        field={members.retroWindowDays}
        label={t("programme.members.retro")}
        help={t("programme.members.retroHelp")}
      />
      <CheckInput
        field={ask.birthday}
        label={t("programme.members.askBirthday")}
        help={t("programme.members.askBirthdayHelp")}
      />
      <CheckInput field={ask.name} label={t("programme.members.askName")} help={t("programme.members.askNameHelp")} />
    </FormCard>
  )
}
