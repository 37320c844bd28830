import { Button, InlineGrid, InlineStack } from "@shopify/polaris"
import { useState } from "react"
import { FactList } from "#app/ui/facts.tsx"
import { SelectInput } from "#app/ui/fields.tsx"
import { FormDialog } from "#app/ui/form-dialog.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { MemberDays, NextDay } from "../member-days.server.ts"
import { type DaysFields, daysFormSchema } from "./days-form-schema.ts"

const MONTHS = ["m01", "m02", "m03", "m04", "m05", "m06", "m07", "m08", "m09", "m10", "m11", "m12"] as const

/** The days a member keeps, what comes next, and a way to put them right. */
export function DaysCard({ days, digits }: { days: MemberDays; digits: string }) {
  const { t, day } = useText()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const next = (one: NextDay | null, otherwise: string) => {
    if (!one) return otherwise
    if (one.points === 0) return day(one.day)
    return t("occasions:member.next", { day: day(one.day), points: t("points.count", { count: one.points }) })
  }
  const unknown = t("occasions:member.unknown")
  const nameDay = days.nameDay
    ? t("occasions:member.nameDayOf", { feast: days.nameDay.title })
    : t("occasions:member.nameDay")
  return (
    <SectionCard title={t("occasions:member.title")} about={t("occasions:member.about")}>
      <FactList
        facts={[
          { label: t("occasions:member.birthday"), value: next(days.next.birthday, unknown) },
          { label: nameDay, value: next(days.next.nameDay, unknown) },
          { label: t("occasions:member.anniversary"), value: next(days.next.anniversary, unknown) },
        ]}
      />
      <InlineStack>
        <Button onClick={() => setOpen(true)}>{t("occasions:member.edit")}</Button>
      </InlineStack>
      {open ? <DaysDialog days={days} digits={digits} onClose={close} /> : null}
    </SectionCard>
  )
}

function DaysDialog({ days, digits, onClose }: { days: MemberDays; digits: string; onClose: () => void }) {
  const { t } = useText()
  const first = days.ofName[0]
  const choices = [
    {
      value: "",
      label: first ? t("occasions:member.nameDayFirst", { feast: first.title }) : t("occasions:member.nameDayOfName"),
    },
    ...days.feasts.map(({ id, title }) => ({ value: id, label: title })),
  ]
  return (
    <FormDialog<DaysFields>
      id="days"
      title={t("occasions:member.dialog")}
      confirm={t("occasions:member.save")}
      schema={daysFormSchema}
      start={{
        day: days.birthday ? String(days.birthday.day) : "",
        month: days.birthday ? String(days.birthday.month) : "",
        nameDay: days.nameDay?.chosen ? days.nameDay.id : "",
      }}
      sends={{ do: "days" }}
      to={`/app/members/${digits}`}
      onDone={onClose}
      onClose={onClose}
      fields={(fields) => (
        <>
          <InlineGrid columns={2} gap="300">
            <WholeInput field={fields.day} label={t("occasions:member.day")} />
            <SelectInput
              field={fields.month}
              label={t("occasions:member.month")}
              choices={[
                { value: "", label: t("occasions:member.unknown") },
                ...MONTHS.map((month, index) => ({
                  value: String(index + 1),
                  label: t(`occasions:member.months.${month}`),
                })),
              ]}
            />
          </InlineGrid>
          <SelectInput field={fields.nameDay} label={t("occasions:member.nameDay")} choices={choices} />
        </>
      )}
    />
  )
}
