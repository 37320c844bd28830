// Written by `npm run texts` from the English texts. Run it after a text gets or loses a {{blank}}.

type Written = string | number

/** The values that a text needs; a text that is not listed needs none. */
export type TextValues = {
  "appearance.colours.pick": { name: Written }
  "appearance.contrast.enough": { ratio: Written }
  "appearance.contrast.low": { least: Written; ratio: Written }
  "appearance.cut.more": { more: Written }
  "appearance.cut.title": { count: number }
  "appearance.texts.blanks": { blanks: Written }
  "appearance.texts.form": { number: Written; words: Written }
  "appearance.texts.groupOwn": { count: number; name: Written }
  "earning:changes.rule_added": { name: Written; words: Written }
  "earning:changes.rule_changed": { from: Written; name: Written; to: Written }
  "earning:changes.rule_removed": { name: Written }
  "earning:remove": { name: Written }
  "earning:removed": { name: Written }
  "earning:words.capAll": { count: number }
  "earning:words.capCustomer": { count: number; per: Written }
  "earning:words.capOrder": { count: number }
  "earning:words.channels": { list: Written }
  "earning:words.collections": { count: number }
  "earning:words.currencies": { list: Written }
  "earning:words.customerTags": { list: Written }
  "earning:words.days": { list: Written }
  "earning:words.everyNth": { nth: Written }
  "earning:words.from": { from: Written }
  "earning:words.hours": { from: Written; to: Written }
  "earning:words.item_points": { count: number }
  "earning:words.minimum": { amount: Written }
  "earning:words.nth": { nth: Written }
  "earning:words.order_points": { count: number }
  "earning:words.products": { count: number }
  "earning:words.tags": { list: Written }
  "earning:words.tiers": { list: Written }
  "earning:words.times": { times: Written }
  "earning:words.to": { to: Written }
  "earning:words.types": { list: Written }
  "earning:words.vendors": { list: Written }
  "errors:not_enough_points": { available: Written }
  "errors:too_large": { max: Written }
  "errors:too_long": { max: Written }
  "errors:too_many_decimals": { max: Written }
  "errors:too_many_lines": { max: number }
  "errors:too_small": { min: Written }
  "expiry:forecast.about": { points: number }
  "expiry:forecast.within": { count: number }
  "expiry:lots.more": { count: number }
  "expiry:lots.part": { count: number; day: Written }
  "expiry:lots.until": { day: Written }
  "explain:basis_total": { amount: Written }
  "explain:before_membership": { joinedAt: Written }
  "explain:cod_forecast": { count: number }
  "explain:customer_excluded": { tag: Written }
  "explain:discrepancy_added": { amount: Written }
  "explain:discrepancy_dropped": { amount: Written }
  "explain:discrepancy_offset": { amount: Written }
  "explain:discrepancy_taken": { amount: Written }
  "explain:earning_paused": { fromAt: Written }
  "explain:exact_points": { count: number }
  "explain:gift_payment_taken": { amount: Written; taken: Written }
  "explain:line_discount": { amount: Written }
  "explain:line_duty_in": { amount: Written }
  "explain:line_excluded_tag": { name: Written }
  "explain:line_excluded_type": { name: Written }
  "explain:line_gift_payment_taken": { amount: Written }
  "explain:line_multiplier": { multiplier: Written }
  "explain:line_points": { count: number }
  "explain:line_price": { amount: Written; quantity: Written; unit: Written }
  "explain:line_refund_added": { amount: Written }
  "explain:line_refund_taken": { amount: Written }
  "explain:line_remaining": { amount: Written; current: Written; quantity: Written }
  "explain:line_rule": { multiplier: Written; rule: Written }
  "explain:line_rule_points": { count: number; quantity: number; rule: Written }
  "explain:line_tax_in": { amount: Written }
  "explain:line_tax_out": { amount: Written }
  "explain:pending_until": { untilAt: Written }
  "explain:rate": { count: number; per: Written }
  "explain:rate_missing": { currency: Written }
  "explain:refund_shortfall": { amount: Written }
  "explain:refund_without_money": { count: number }
  "explain:rounded_ceiling": { count: number; exact: Written }
  "explain:rounded_floor": { count: number; exact: Written }
  "explain:rounded_half_up": { count: number; exact: Written }
  "explain:rule_capped": { count: number; rule: Written }
  "explain:rule_minimum": { amount: Written; rule: Written }
  "explain:rule_points": { count: number; rule: Written }
  "explain:shipping_counted": { amount: Written }
  "explain:shipping_not_counted": { amount: Written }
  "explain:shipping_points": { count: number }
  "explain:shipping_refunded": { amount: Written }
  "explain:tier_multiplier": { multiplier: Written; tier: Written }
  "form.wrong": { count: number }
  "goodwill.limit": { max: Written }
  "home.chartWords": { name: Written; today: number; total: number }
  "home.doubtfulOrders": { count: number }
  "home.failedEvents": { count: number }
  "home.lastDays": { total: number }
  "home.lateEvents": { count: number }
  "home.liveSince": { date: Written; version: Written }
  "home.otherFailures": { count: number }
  "home.swept": { date: Written; looked: number; repaired: number }
  "home.syncErrors": { count: number }
  "home.testOn": { tag: Written }
  "home.unpublished": { version: number }
  "import.doneAbout": { count: number; written: number }
  "import.donePoints": { count: number }
  "import.phaseWaiting": { count: number }
  "import.pointsSince": { count: number }
  "liability:chartWords": { before: number; first: Written; month: Written; points: number }
  "liability:costAllHow": { count: number; worth: Written }
  "liability:costHow": { count: number; rate: Written; worth: Written }
  "liability:health.expiry_short": { count: number }
  "liability:health.first_reward_far": { orders: number; points: number; reward: Written }
  "liability:health.liability_outgrows": { cost: Written; most: Written; share: Written }
  "liability:health.reward_worth_little": { reward: Written; share: Written; spend: Written; worth: Written }
  "liability:health.rewards_stack": { discount: Written; rewards: Written; spend: Written }
  "lists.between": { from: Written; to: Written }
  "lists.from": { from: Written }
  "lists.upTo": { to: Written }
  "lists.views.menu": { name: Written }
  "member.availableAfter": { points: Written }
  "member.joinedBy.import": { date: Written }
  "member.joinedBy.order": { date: Written }
  "member.joinedBy.staff": { date: Written }
  "member.joinedBy.storefront": { date: Written }
  "members.bulk.each": { max: Written }
  "members.bulk.giveTitle": { count: number }
  "members.bulk.giving": { members: Written; points: Written }
  "members.bulk.tooMany": { most: Written }
  "members.bulk.writeTitle": { count: number }
  "members.bulk.writing": { count: number }
  "members.pendingCount": { count: number }
  "occasions:ahead.gift": { from: number; points: Written }
  "occasions:form.fromTierOf": { tier: Written }
  "occasions:member.nameDayFirst": { feast: Written }
  "occasions:member.nameDayOf": { feast: Written }
  "occasions:member.next": { day: Written; points: Written }
  "order.lineCounts": { amount: Written; current: Written; ordered: Written }
  "order.title": { name: Written }
  "points.count": { count: number }
  "points.debtChange": { change: Written }
  "points.pendingChange": { change: Written }
  "presets.afterFulfilment": { count: number }
  "presets.afterPayment": { count: number }
  "presets.useNamed": { name: Written }
  "privacy.by": { staff: Written }
  "privacy.customer": { digits: Written }
  "privacy.done": { date: Written }
  "privacy.due": { date: Written }
  "privacy.handOver": { date: Written }
  "privacy.received": { date: Written }
  "programme.changes.level": { multiplier: Written; name: Written; threshold: Written }
  "programme.changes.level_added": { level: Written }
  "programme.changes.level_changed": { from: Written; to: Written }
  "programme.changes.level_removed": { level: Written }
  "programme.changes.rate_added": { currency: Written; rate: Written }
  "programme.changes.rate_changed": { currency: Written; from: Written; to: Written }
  "programme.changes.rate_removed": { currency: Written; rate: Written }
  "programme.changes.setting_changed": { from: Written; setting: Written; to: Written }
  "programme.pause.fromTo": { from: Written; to: Written }
  "programme.pause.since": { from: Written }
  "programme.pause.until": { to: Written }
  "programme.publishedToast": { version: Written }
  "programme.rates.remove": { currency: Written }
  "programme.rates.words": { amount: Written; count: number }
  "programme.test.running": { tag: Written }
  "programme.test.since": { from: Written }
  "programme.tiers.measureSpend": { currency: Written }
  "programme.tiers.remove": { name: Written }
  "programme.versions.version": { version: Written }
  "progress.minutes": { count: number }
  "progress.of": { done: Written; total: Written }
  "progress.spoken": { percent: Written }
  "rewards:archivedCount": { count: number }
  "rewards:down": { name: Written }
  "rewards:form.codesThere": { all: number; free: number }
  "rewards:form.descriptionIn": { language: Written }
  "rewards:form.nameIn": { language: Written }
  "rewards:freeCodes": { count: number }
  "rewards:left": { count: number }
  "rewards:price": { count: number }
  "rewards:priceFrom": { points: number }
  "rewards:redeemedTimes": { count: number }
  "rewards:redemptions.member": { id: Written }
  "rewards:up": { name: Written }
  "rewards:worthEach": { points: Written; worth: Written }
  "rewards:worthPercent": { percent: Written }
  "rewards:worthUpTo": { worth: Written }
  "setup.progress": { all: number; done: number }
  "statement:award_withdrawn_of": { award: Written }
  "statement:order_adjusted": { order: Written }
  "statement:order_earned": { order: Written }
  "statement:pending_released": { order: Written }
  "statement:pending_voided": { order: Written }
  "tiers.change": { from: Written; to: Written }
  "tiers.missingPoints": { count: number }
  "tiers.missingSpend": { amount: Written }
  "tiers.toNext": { name: Written }
  "tiers:held.grace": { date: Written }
  "tiers:held.manual": { date: Written }
  "tiers:held.step": { date: Written }
  "tiers:manual.byStaff": { reason: Written }
  "tiers:manual.reasonShown": { reason: Written }
  "tiers:moves.counting": { done: number; total: number }
  "tiers:moves.fall": { count: number }
  "tiers:moves.fromTo": { from: Written; to: Written }
  "tiers:moves.rise": { count: number }
  "tiers:moves.stay": { count: number }
  "tiers:orders": { count: number }
  "tiers:ordersToGo": { count: number }
  "tiers:perks.open": { name: Written }
  "tiers:waiting.due": { count: number }
  "tiers:waiting.title": { tier: Written }
  "tiers:words.birthdayPoints": { count: number }
  "tiers:words.entryPoints": { count: number }
  "tiers:words.keep": { amount: Written }
  "work:counted": { count: Written; kind: Written }
  "work:discardedBy": { staff: Written }
  "work:done.bring_back": { count: number }
  "work:done.discard": { count: number }
  "work:done.retry": { count: number }
}
