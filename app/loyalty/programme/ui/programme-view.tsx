import type { SubmissionResult } from "@conform-to/react"
import { useAppBridge } from "@shopify/app-bridge-react"
import { Badge, Banner } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { useDeed } from "#app/ui/deed.ts"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { presetOf } from "../presets.ts"
import type { ProgrammePage } from "../ui-data/programme-page.server.ts"
import { PauseCard } from "./pause-card.tsx"
import { PresetChooser } from "./preset-chooser.tsx"
import { changesTiers, programmeChanges } from "./programme-changes.ts"
import { ProgrammeEditor } from "./programme-editor.tsx"
import { PublishDialog } from "./publish-dialog.tsx"
import { RulesInWords } from "./rules-in-words.tsx"
import { TestCard } from "./test-card.tsx"
import { VersionHistory } from "./version-history.tsx"

/** What an action answered; see app/routes/admin/programme.tsx. */
export type ProgrammeOutcome =
  | { ok: true; done: "saved" | "discarded" | "taken"; id: string }
  | { ok: true; done: "published"; version: number; id: string }
  | { ok: false; submission: SubmissionResult }
  | { ok: false; failure: string }

type Props = { page: ProgrammePage; outcome: ProgrammeOutcome | undefined }

/** The programme's page: edit the draft, publish it, see what was in force when. */
export function ProgrammeView({ page, outcome }: Props) {
  const { t } = useText()
  const { send, isAsked } = useDeed()
  const [publishing, setPublishing] = useState(false)
  const [dirty, setDirty] = useState(false)
  const changes = programmeChanges(page.live, page.draft)
  useOutcomeToast(outcome, () => setPublishing(false))
  const failure = outcome && !outcome.ok && "failure" in outcome ? outcome.failure : null
  return (
    <PageShell
      title={t("programme.title")}
      mark={<ProgrammeBadge live={page.live !== null} changed={changes.length > 0} />}
      primaryAction={{
        content: t("programme.publish"),
        onAction: () => setPublishing(true),
        disabled: dirty || changes.length === 0,
      }}
      secondaryActions={
        page.live && changes.length > 0
          ? [
              {
                content: t("programme.discardDraft"),
                onAction: () => send({ do: "discard" }),
                loading: isAsked("do", "discard"),
              },
            ]
          : undefined
      }
    >
      {failure ? (
        <Banner tone="critical" title={t("programme.notSaved")}>
          <FailureWords code={failure} />
        </Banner>
      ) : null}
      {page.live === null ? <FirstProgramme page={page} /> : null}
      <ProgrammeEditor
        page={page}
        lastResult={outcome && !outcome.ok && "submission" in outcome ? outcome.submission : undefined}
        onDirty={setDirty}
      />
      <div id="pause">
        <PauseCard pauses={page.pauses} />
      </div>
      <div id="test">
        <TestCard test={page.test} />
      </div>
      <VersionHistory versions={page.versions} />
      <PublishDialog
        open={publishing}
        changes={changes}
        currency={page.currency}
        warnings={page.warnings}
        first={page.live === null}
        movesTiers={page.live !== null && changesTiers(changes)}
        onClose={() => setPublishing(false)}
      />
    </PageShell>
  )
}

/** Before the first publication: what the draft promises, in words, and ready programmes to take instead. */
function FirstProgramme({ page: { draft, currency } }: { page: ProgrammePage }) {
  const { t } = useText()
  return (
    <>
      <Banner tone="info" title={t("programme.draftTitle")}>
        <p>{t("programme.draftAbout")}</p>
      </Banner>
      <SectionCard title={t("presets.draftTitle")}>
        <RulesInWords rules={draft} currency={currency} />
      </SectionCard>
      <SectionCard title={t("presets.title")} about={t("presets.about")}>
        <PresetChooser currency={currency} chosen={presetOf(draft, currency)} />
      </SectionCard>
    </>
  )
}

function FailureWords({ code }: { code: string }) {
  const { t, coded } = useText()
  return <p>{coded(`errors:pages.${code}`, {}, t("errors:pages.unexpected"))}</p>
}

function ProgrammeBadge({ live, changed }: { live: boolean; changed: boolean }) {
  const { t } = useText()
  if (!live) return <Badge tone="attention">{t("programme.badgeDraft")}</Badge>
  return changed ? (
    <Badge tone="info">{t("programme.badgeChanged")}</Badge>
  ) : (
    <Badge tone="success">{t("programme.badgeLive")}</Badge>
  )
}

function useOutcomeToast(outcome: ProgrammeOutcome | undefined, onPublished: () => void) {
  const { t } = useText()
  const shopify = useAppBridge()
  const id = outcome?.ok ? outcome.id : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each outcome
  useEffect(() => {
    if (!outcome?.ok) return
    if (outcome.done === "published") {
      onPublished()
      shopify.toast.show(t("programme.publishedToast", { version: outcome.version }))
    } else shopify.toast.show(t(`programme.toasts.${outcome.done}`))
  }, [id])
}
