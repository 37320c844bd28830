import { canonicalJson } from "#app/lib/canonical-json.ts"
import type { Text } from "#app/ui/text.tsx"
import type { EarningRule } from "../../../rules/earning-rules.ts"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { ruleWords } from "../rule-words.ts"

/** `levels`: names of tiers by id, as they are in the programme that has the rule. */
export type RuleChange =
  | { code: "rule_added" | "rule_removed"; rule: EarningRule; levels: [string, string][] }
  | { code: "rule_changed"; from: EarningRule; to: EarningRule; levels: [string, string][] }

export function earningChanges(from: ProgrammeRules, to: ProgrammeRules): RuleChange[] {
  const before = new Map(from.earning.rules.map((rule) => [rule.id, rule]))
  const kept = new Set(to.earning.rules.map(({ id }) => id))
  const levels = [...from.tiers.levels, ...to.tiers.levels].map(({ id, name }) => [id, name] as [string, string])
  return [
    ...to.earning.rules.flatMap((rule): RuleChange[] => {
      const known = before.get(rule.id)
      if (!known) return [{ code: "rule_added", rule, levels }]
      return canonicalJson(known) === canonicalJson(rule)
        ? []
        : [{ code: "rule_changed", from: known, to: rule, levels }]
    }),
    ...from.earning.rules
      .filter(({ id }) => !kept.has(id))
      .map((rule) => ({ code: "rule_removed" as const, rule, levels })),
  ]
}

export function ruleChangeWords(change: RuleChange, text: Text): string {
  const levels = new Map(change.levels)
  switch (change.code) {
    case "rule_added":
      return text.t("earning:changes.rule_added", {
        name: change.rule.name,
        words: ruleWords(change.rule, levels, text),
      })
    case "rule_removed":
      return text.t("earning:changes.rule_removed", { name: change.rule.name })
    case "rule_changed":
      return text.t("earning:changes.rule_changed", {
        name: change.to.name,
        from: ruleWords(change.from, levels, text),
        to: ruleWords(change.to, levels, text),
      })
  }
}
