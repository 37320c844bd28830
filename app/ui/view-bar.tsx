import { useFetcher, useSearchParams } from "@remix-run/react"
import { useAppBridge } from "@shopify/app-bridge-react"
import { ActionList, BlockStack, Button, Checkbox, Modal, Popover, TextField } from "@shopify/polaris"
import { MenuHorizontalIcon } from "@shopify/polaris-icons"
import { useEffect, useState } from "react"
import { writeListQuery } from "#app/lib/list-query.ts"
import { useFirstClick } from "./deed.ts"
import { useDoneToast } from "./done-toast.ts"
import type { AskedList } from "./list-address.ts"
import { useText } from "./text.tsx"

/** The saved views of one list; `list` is its name, `shared`: everybody in the shop sees it. */
export type SavedViews = { list: string; saved: { id: string; name: string; address: string; shared: boolean }[] }

/** What an action on a saved view answered; see app/routes/admin/saved-views.ts. */
export type ViewActionOutcome =
  | { ok: true; done: "save" | "rename" | "remove" | "restore"; view: string; id: string }
  | { ok: false; failure: string }

const ACTION = "/app/saved-views"
/** Letters of a view's name. */
export const MAX_VIEW_NAME = 40

type Props = { list: AskedList; views: SavedViews }
type View = SavedViews["saved"][number]

/** The list as a whole and its saved views, side by side; what is narrowed now can be saved under a name. */
export function ViewBar({ list, views }: Props) {
  const { t } = useText()
  const [, setParams] = useSearchParams()
  const { send, busy, outcome } = useViewActions()
  const [asked, setAsked] = useState<"save" | "rename" | null>(null)
  const address = writeListQuery({ ...list.query, search: "" }, list.shape)
  const current = views.saved.find((view) => view.address === address)
  const isNew = address !== "" && current === undefined
  useEffect(() => {
    if (outcome?.ok && (outcome.done === "save" || outcome.done === "rename")) setAsked(null)
  }, [outcome])
  if (views.saved.length === 0 && !isNew) return null
  return (
    <nav className="regulars-views" aria-label={t("lists.views.label")}>
      <Button variant="tertiary" pressed={address === ""} onClick={() => setParams("", { preventScrollReset: true })}>
        {t("lists.views.all")}
      </Button>
      {views.saved.map((view) => (
        <Button
          key={view.id}
          variant="tertiary"
          pressed={view === current}
          onClick={() => setParams(view.address, { preventScrollReset: true })}
        >
          {view.name}
        </Button>
      ))}
      {current ? (
        <ViewMenu
          view={current}
          onRename={() => setAsked("rename")}
          onRemove={() => {
            send({ do: "remove", id: current.id })
            setParams("", { preventScrollReset: true })
          }}
        />
      ) : null}
      {isNew ? <Button onClick={() => setAsked("save")}>{t("lists.views.save")}</Button> : null}
      {asked ? (
        <NameDialog
          key={asked}
          view={asked === "rename" ? current : undefined}
          busy={busy}
          failure={outcome && !outcome.ok ? outcome.failure : null}
          onClose={() => setAsked(null)}
          onDone={(name, shared, id) =>
            asked === "rename" && current
              ? send({ do: "rename", id: current.id, name })
              : send({ do: "save", id, name, list: views.list, address, shared: shared ? "on" : "" })
          }
        />
      ) : null}
    </nav>
  )
}

/** Sends what is done with views; what was removed can be brought back from the message about it. */
function useViewActions() {
  const { t, coded } = useText()
  const shopify = useAppBridge()
  const fetcher = useFetcher<ViewActionOutcome>()
  const outcome = fetcher.data
  const isFirstClick = useFirstClick()
  const send = (fields: Record<string, string>) => {
    if (isFirstClick(fields)) fetcher.submit(fields, { method: "post", action: ACTION })
  }
  const removed = outcome?.ok && outcome.done === "remove" ? outcome.view : null
  useDoneToast(
    outcome,
    outcome?.ok ? t(`lists.views.done.${outcome.done}`) : null,
    removed === null ? undefined : () => send({ do: "restore", id: removed }),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each outcome
  useEffect(() => {
    if (!outcome || outcome.ok || outcome.failure === "view_name_taken") return
    shopify.toast.show(coded(`errors:pages.${outcome.failure}`, {}, t("errors:pages.unexpected")), { isError: true })
  }, [outcome])
  return { send, busy: fetcher.state !== "idle", outcome }
}

function ViewMenu({ view, onRename, onRemove }: { view: View; onRename: () => void; onRemove: () => void }) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const then = (action: () => void) => () => {
    setOpen(false)
    action()
  }
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button
          variant="tertiary"
          icon={MenuHorizontalIcon}
          accessibilityLabel={t("lists.views.menu", { name: view.name })}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        items={[
          { content: t("lists.views.rename"), onAction: then(onRename) },
          { content: t("lists.views.remove"), destructive: true, onAction: then(onRemove) },
        ]}
      />
    </Popover>
  )
}

type DialogProps = {
  view: View | undefined
  busy: boolean
  failure: string | null
  onClose: () => void
  onDone: (name: string, shared: boolean, id: string) => void
}

/** A name for what is shown now, or another one for a view. */
function NameDialog({ view, busy, failure, onClose, onDone }: DialogProps) {
  const { t, coded } = useText()
  const [name, setName] = useState(view?.name ?? "")
  const [shared, setShared] = useState(false)
  const [tried, setTried] = useState(false)
  const [id] = useState(() => crypto.randomUUID())
  const done = () => {
    setTried(true)
    if (name.trim() !== "" && !busy) onDone(name.trim(), shared, id)
  }
  const problem =
    tried && name.trim() === "" ? t("errors:required") : failure && coded(`errors:pages.${failure}`, {}, "")
  return (
    <Modal
      open
      size="small"
      title={t(view ? "lists.views.renameTitle" : "lists.views.saveTitle")}
      onClose={onClose}
      primaryAction={{ content: t("common.save"), onAction: done, loading: busy }}
      secondaryActions={[{ content: t("common.cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            done()
          }}
        >
          <BlockStack gap="300">
            <TextField
              label={t("lists.views.name")}
              helpText={view ? undefined : t("lists.views.nameHelp")}
              value={name}
              onChange={setName}
              maxLength={MAX_VIEW_NAME}
              autoComplete="off"
              autoFocus
              error={problem || undefined}
            />
            {view ? null : <Checkbox label={t("lists.views.share")} checked={shared} onChange={setShared} />}
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  )
}
