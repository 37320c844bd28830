import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { useDownload } from "#app/ui/download.ts"
import { FactList } from "#app/ui/facts.tsx"
import { postJson } from "#app/ui/post-json.ts"
import { useText } from "#app/ui/text.tsx"
import type { MovesView } from "../ui-data/moves-view.server.ts"

const ASK_AGAIN_MS = 1_000

/** Before publication: who would rise, fall and stay. It asks until everybody is counted. */
export function MovesCard() {
  const { t } = useText()
  const moves = useMoves()
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("tiers:moves.title")}
      </Text>
      {moves === "failed" ? <Text as="p">{t("tiers:moves.failed")}</Text> : null}
      {moves === null ? <Text as="p">{t("tiers:moves.begins")}</Text> : null}
      {moves !== null && moves !== "failed" ? <Counted moves={moves} /> : null}
    </BlockStack>
  )
}

function Counted({ moves }: { moves: MovesView }) {
  const { t } = useText()
  if (!moves.finished)
    return (
      <div role="status">
        <Text as="p">{t("tiers:moves.counting", { done: moves.done, total: moves.total })}</Text>
      </div>
    )
  const isNobody = moves.rise + moves.fall === 0
  return (
    <BlockStack gap="300">
      <div role="status">
        <Text as="p">{isNobody ? t("tiers:moves.nobody") : t("tiers:moves.rise", { count: moves.rise })}</Text>
        {isNobody ? null : (
          <>
            <Text as="p">{t("tiers:moves.fall", { count: moves.fall })}</Text>
            <Text as="p">{t("tiers:moves.stay", { count: moves.stay })}</Text>
          </>
        )}
      </div>
      {isNobody ? null : <Movers moves={moves} />}
      <Text as="p" tone="subdued">
        {t("tiers:moves.notice")}
      </Text>
    </BlockStack>
  )
}

function Movers({ moves: { moves, members } }: { moves: MovesView }) {
  const { t, number } = useText()
  const { content, loading, onAction } = useDownload("/app/programme/moves-export", t("tiers:moves.download"))
  const fromTo = (move: { from: string | null; to: string | null }) =>
    t("tiers:moves.fromTo", { from: move.from ?? t("tiers.none"), to: move.to ?? t("tiers.none") })
  return (
    <>
      <FactList facts={moves.map((move) => ({ label: fromTo(move), value: number(move.count) }))} />
      <Text as="h4" variant="headingXs">
        {t("tiers:moves.first")}
      </Text>
      <FactList
        facts={members.map((member) => ({
          key: member.digits,
          label: fromTo(member),
          value: <Link url={`/app/members/${member.digits}`}>{member.name ?? t("members.unnamed")}</Link>,
        }))}
      />
      <InlineStack>
        <Button loading={loading} onClick={onAction}>
          {content}
        </Button>
      </InlineStack>
    </>
  )
}

/** Null: nothing is known yet. */
function useMoves(): MovesView | null | "failed" {
  const [moves, setMoves] = useState<MovesView | null | "failed">(null)
  useEffect(() => {
    const stop = new AbortController()
    const ask = async () => {
      while (!stop.signal.aborted) {
        const answer = await postJson<MovesView>("/app/programme/moves", "{}", stop.signal)
        if (stop.signal.aborted) return
        setMoves(answer ?? "failed")
        if (!answer || answer.finished) return
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      }
    }
    void ask()
    return () => stop.abort()
  }, [])
  return moves
}
