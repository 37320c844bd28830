import { BlockStack, Button, Collapsible, InlineGrid, Select, Text, TextField } from "@shopify/polaris"
import { useId, useMemo, useState } from "react"
import { useErrorText } from "#app/ui/error-text.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { AppearancePage } from "../appearance-page.server.ts"
import { LANGUAGES_AT_MOST } from "../look.ts"
import { type EditableText, textsIn } from "../shopper-texts.ts"
import type { EditedLook } from "./edited-look.ts"
import { languageName, MORE_LANGUAGES } from "./language-name.ts"

type Props = {
  edited: EditedLook
  page: AppearancePage
  language: string
  onLanguage: (language: string) => void
}

/** Every text a shopper reads, one language at a time; what is left empty says what stands in the field. */
export function TextsCard({ edited, page, language, onLanguage }: Props) {
  const { t, locale } = useText()
  const [search, setSearch] = useState("")
  const [opened, setOpened] = useState<string[]>(["launcher"])
  const fallback = page.languages[0] ?? "en"
  const texts = useMemo(() => textsIn(page.texts, language, fallback), [page.texts, language, fallback])
  const sought = search.trim().toLocaleLowerCase(language)
  const found = texts.filter((text) => isFound(text, sought, edited.look.texts[language]?.[text.key], language))
  const groups = [...new Set(found.map((text) => text.group))].toSorted((one, other) => placeOf(one) - placeOf(other))
  return (
    <SectionCard title={t("appearance.texts.title")} about={t("appearance.texts.about")}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
        <Select
          label={t("appearance.texts.language")}
          options={languageChoices(page.languages, edited, locale, t("appearance.texts.moreLanguages"))}
          value={language}
          onChange={onLanguage}
        />
        <TextField
          label={t("appearance.texts.search")}
          type="search"
          autoComplete="off"
          value={search}
          onChange={setSearch}
          clearButton
          onClearButtonClick={() => setSearch("")}
        />
      </InlineGrid>
      {found.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("appearance.texts.none")}
        </Text>
      ) : null}
      {groups.map((group) => (
        <TextGroup
          key={group}
          group={group}
          texts={found.filter((text) => text.group === group)}
          edited={edited}
          language={language}
          open={sought !== "" || opened.includes(group)}
          onToggle={() =>
            setOpened((before) => (before.includes(group) ? before.filter((one) => one !== group) : [...before, group]))
          }
        />
      ))}
    </SectionCard>
  )
}

/** What merchants look for first; groups that are not named follow in the order of the locale file. */
const GROUPS_FIRST = ["launcher", "visitor", "join", "account", "tiers", "points", "product", "history"]

function placeOf(group: string): number {
  const place = GROUPS_FIRST.indexOf(group)
  return place < 0 ? GROUPS_FIRST.length : place
}

function isFound(text: EditableText, sought: string, own: string | undefined, language: string): boolean {
  return [text.placeholder, own ?? ""].some((words) => words.toLocaleLowerCase(language).includes(sought))
}

/** The extension's languages, those written in, then others that a shop may be published in. */
function languageChoices(languages: string[], { look }: EditedLook, reader: string, more: string) {
  const choice = (language: string) => ({ value: language, label: languageName(language, reader) })
  const written = Object.keys(look.texts).filter((language) => !languages.includes(language))
  const isFull = written.length + languages.length >= LANGUAGES_AT_MOST
  const others = MORE_LANGUAGES.filter((language) => !written.includes(language))
  return [...[...languages, ...written].map(choice), ...(isFull ? [] : [{ title: more, options: others.map(choice) }])]
}

type GroupProps = {
  group: string
  texts: EditableText[]
  edited: EditedLook
  language: string
  open: boolean
  onToggle: () => void
}

function TextGroup({ group, texts, edited, language, open, onToggle }: GroupProps) {
  const { t, coded } = useText()
  const id = useId()
  const own = texts.filter((text) => edited.look.texts[language]?.[text.key] !== undefined).length
  const name = coded(`appearance.groups.${group}`, {}, t("appearance.groups.other"))
  return (
    <BlockStack gap="300">
      <h3>
        <Button
          variant="plain"
          textAlign="start"
          disclosure={open ? "up" : "down"}
          ariaControls={id}
          ariaExpanded={open}
          onClick={onToggle}
        >
          {own > 0 ? t("appearance.texts.groupOwn", { name, count: own }) : name}
        </Button>
      </h3>
      <Collapsible id={id} open={open} transition={false}>
        <BlockStack gap="400">
          {open
            ? texts.map((text) => <OwnText key={text.key} text={text} edited={edited} language={language} />)
            : null}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  )
}

function OwnText({ text, edited, language }: { text: EditableText; edited: EditedLook; language: string }) {
  const { t, locale, number } = useText()
  const own = edited.look.texts[language]?.[text.key] ?? ""
  const problem = edited.problems[`texts.${language}.${text.key}`]
  const error = useErrorText(problem ? [problem] : undefined)
  const standard = text.standard[locale] ?? text.placeholder
  const { counted } = text
  const label = counted === null ? standard : t("appearance.texts.form", { words: standard, number: number(counted) })
  const blanks = text.blanks.map((blank) => `{${blank}}`).join(", ")
  return (
    // Words of the shop, and names in braces: no browser may translate them while they are edited.
    <div translate="no">
      <TextField
        label={label}
        labelAction={
          own
            ? { content: t("appearance.texts.reset"), onAction: () => edited.setText(language, text.key, "") }
            : undefined
        }
        autoComplete="off"
        value={own}
        placeholder={text.placeholder}
        onChange={(words) => edited.setText(language, text.key, words)}
        maxLength={text.limit}
        showCharacterCount={own.length > text.limit / 2}
        multiline={text.placeholder.length > 60 ? 2 : false}
        helpText={blanks ? t("appearance.texts.blanks", { blanks }) : undefined}
        error={error}
      />
    </div>
  )
}
