import { useAppBridge } from "@shopify/app-bridge-react"
import { Badge, Banner, BlockStack } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { useDeed } from "#app/ui/deed.ts"
import { PageShell } from "#app/ui/page-shell.tsx"
import { UnsavedBar } from "#app/ui/save-bar.tsx"
import { useText } from "#app/ui/text.tsx"
import type { AppearancePage } from "../appearance-page.server.ts"
import type { PreviewState } from "../preview/preview-state.ts"
import type { AppearanceOutcome } from "./appearance-outcome.ts"
import { ColoursCard } from "./colours-card.tsx"
import { CutTexts } from "./cut-texts.tsx"
import { type EditedLook, useEditedLook } from "./edited-look.ts"
import { LauncherCard } from "./launcher-card.tsx"
import { PreviewPane } from "./preview-pane.tsx"
import { TextsCard } from "./texts-card.tsx"

type Props = { page: AppearancePage; outcome: AppearanceOutcome | undefined }

/** The page "Appearance": what shoppers see, edited beside a living picture of it. */
export function AppearanceView({ page, outcome }: Props) {
  useOutcomeToast(outcome)
  // The frame is drawn once; from then on it is told what changes, so that scroll and an open panel outlive a save.
  const [document] = useState(page.preview.document)
  const { t, locale } = useText()
  const [first] = useState(page.preview.state)
  const [state, setState] = useState<PreviewState>({ ...first, language: locale })
  const onState = (change: Partial<PreviewState>) => setState((before) => ({ ...before, ...change }))
  const { send, isAsked } = useDeed()
  const edited = useEditedLook(page.look, page.draftKey, page.texts)
  const [checked, setChecked] = useState(false)
  const isWrong = Object.keys(edited.problems).length > 0
  const save = () => {
    setChecked(true)
    if (!isWrong) send({ do: "save", look: JSON.stringify(edited.look) })
  }
  return (
    <PageShell
      title={t("appearance.title")}
      subtitle={t("appearance.about")}
      mark={<StateBadge page={page} />}
      primaryAction={{
        content: t("appearance.publish"),
        onAction: () => send({ do: "publish" }),
        loading: isAsked("do", "publish"),
        disabled: edited.dirty || !page.hasDraft,
      }}
      secondaryActions={
        page.hasDraft && !edited.dirty
          ? [
              {
                content: t("appearance.discardDraft"),
                onAction: () => send({ do: "discard" }),
                loading: isAsked("do", "discard"),
              },
            ]
          : undefined
      }
    >
      <Notices outcome={outcome} wrong={checked && isWrong} />
      <CutTexts look={edited.look} languages={page.languages} texts={page.texts} />
      <div className="regulars-beside">
        <BlockStack gap="400">
          <LauncherCard edited={edited} />
          <ColoursCard edited={edited} theme={state.theme} />
          <TextsCard
            edited={edited}
            page={page}
            language={state.language}
            onLanguage={(language) => onState({ language })}
          />
        </BlockStack>
        <PreviewPane look={edited.look} state={state} first={first} onState={onState} document={document} />
      </div>
      <SaveLook edited={edited} saving={isAsked("do", "save")} onSave={save} onDiscard={() => setChecked(false)} />
    </PageShell>
  )
}

function SaveLook(props: { edited: EditedLook; saving: boolean; onSave: () => void; onDiscard: () => void }) {
  const discard = () => {
    props.edited.reset()
    props.onDiscard()
  }
  return (
    <UnsavedBar
      id="appearance-save-bar"
      open={props.edited.dirty}
      saving={props.saving}
      onSave={props.onSave}
      onDiscard={discard}
    />
  )
}

function StateBadge({ page }: { page: AppearancePage }) {
  const { t } = useText()
  if (page.hasDraft) return <Badge tone="attention">{t("appearance.badgeDraft")}</Badge>
  if (page.published) return <Badge tone="success">{t("appearance.badgeLive")}</Badge>
  return <Badge>{t("appearance.badgeTheme")}</Badge>
}

function Notices({ outcome, wrong }: { outcome: AppearanceOutcome | undefined; wrong: boolean }) {
  const { t, coded } = useText()
  const failure = outcome && !outcome.ok && "failure" in outcome ? outcome.failure : null
  const refused = outcome && !outcome.ok && "problems" in outcome
  if (failure)
    return (
      <Banner tone="critical" title={t("appearance.notSaved")}>
        <p>{coded(`errors:pages.${failure}`, {}, t("errors:pages.unexpected"))}</p>
      </Banner>
    )
  return wrong || refused ? <Banner tone="critical" title={t("appearance.checkFields")} /> : null
}

function useOutcomeToast(outcome: AppearanceOutcome | undefined) {
  const { t } = useText()
  const shopify = useAppBridge()
  const id = outcome?.ok ? outcome.id : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each outcome
  useEffect(() => {
    if (outcome?.ok) shopify.toast.show(t(`appearance.toasts.${outcome.done}`))
  }, [id])
}
