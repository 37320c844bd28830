import { Text } from "@shopify/polaris"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { ProgrammePage } from "../ui-data/programme-page.server.ts"

/** Published versions, newest first. */
export function VersionHistory({ versions }: Pick<ProgrammePage, "versions">) {
  const { t } = useText()
  return (
    <SectionCard title={t("programme.versions.title")} about={t("programme.versions.about")}>
      {versions.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("programme.versions.none")}
        </Text>
      ) : (
        <Timeline
          entries={versions.map((version, index) => ({
            id: String(version.version),
            at: version.publishedAt,
            words: t("programme.versions.version", { version: version.version }),
            remark: index === 0 ? t("programme.versions.inForce") : undefined,
          }))}
        />
      )}
    </SectionCard>
  )
}
