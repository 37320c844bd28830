import routes from "#app/routes.ts"
import type { PlantedShop } from "./planted-shop.ts"

/** How every address of app/routes.ts is visited by somebody of one shop who asks for another's rows. */

/** What a visit sends: the values of `:name` parts in the path, a query, and for an action the fields of a form. */
export type Visit = {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  form?: Record<string, string>
}

type Route = { path?: string; index?: boolean; file: string; children?: Route[] }

export type VisitedRoute = { file: string; path: string }

/** Every route file with its whole path, layouts too. */
export function listRoutes(): VisitedRoute[] {
  const flat = (list: Route[], above: string): VisitedRoute[] =>
    list.flatMap(({ path, file, children }) => {
      const whole = path ? `${above}/${path}` : above
      return [{ file, path: whole || "/" }, ...flat(children ?? [], whole)]
    })
  return flat(routes as Route[], "")
}

/** By route file: what to ask for of `theirs`. A route that is missing here fails the test. */
export const VISITS: Record<string, (theirs: PlantedShop) => Visit[]> = {
  "routes/public/landing.tsx": () => [{}],
  "routes/public/auth.tsx": () => [{ query: { "shopify-reload": "https://example.com" } }],
  "routes/public/not-found.ts": () => [{}, { form: {} }],
  "routes/admin/layout.tsx": () => [{}],
  "routes/admin/home.tsx": () => [{}, ...["hideGuide", "showGuide"].map((verb) => ({ form: { do: verb } }))],
  "routes/admin/theme-state.ts": () => [{}],
  "routes/admin/not-found.tsx": () => [{}],
  "routes/admin/programme.tsx": () => [
    {},
    ...["publish", "discard", "save", "preset"].map((verb) => ({ form: { do: verb, preset: "cafe" } })),
  ],
  "routes/admin/occasions-ahead.ts": () => [{}],
  "routes/admin/tier-moves.ts": () => [{ form: {} }],
  "routes/admin/tier-moves-export.ts": () => [{}],
  "routes/admin/expiry-forecast.ts": () => ["inactivity", "lot"].map((kind) => ({ form: { kind, months: "12" } })),
  "routes/admin/appearance.tsx": () => [
    {},
    ...["publish", "discard"].map((verb) => ({ form: { do: verb } })),
    { form: { do: "save", look: "{}" } },
  ],
  "routes/admin/appearance-preview.ts": () => [{ form: { look: "{}" } }],
  "routes/admin/members.tsx": (theirs) => [...listVisits(theirs), ...MEMBER_ADDRESSES.map(asked), ...bulkForms(theirs)],
  "routes/admin/members-count.ts": (theirs) => [{}, ...MEMBER_ADDRESSES.map(asked), { query: { q: theirs.email } }],
  "routes/admin/members-export.ts": (theirs) => [...MEMBER_ADDRESSES.map(asked), { query: { q: theirs.email } }],
  "routes/admin/orders.tsx": (theirs) => [...listVisits(theirs), ...ORDER_ADDRESSES.map(asked)],
  "routes/admin/orders-export.ts": (theirs) => [...ORDER_ADDRESSES.map(asked), { query: { q: theirs.orderName } }],
  "routes/admin/liability.tsx": () => [
    {},
    { form: { worthAmount: "5", worthPoints: "100", redeemed: "", mostOfRevenue: "5", margin: "30" } },
  ],
  "routes/admin/liability-export.ts": () => [{}],
  "routes/admin/rewards.tsx": ({ rewardId }) => [{}, { form: { do: "order", ids: rewardId } }],
  "routes/admin/reward.tsx": ({ rewardId, redemptionId }) => {
    const forms: Record<string, string>[] = [
      { kind: "custom", name: "Theirs", points: "5" },
      ...["active", "paused", "archived"].map((verb) => ({ do: verb })),
      ...["fulfilled", "return"].map((verb) => ({ do: verb, redemption: redemptionId })),
    ]
    const params = { rewardId }
    return [
      { params },
      { params: { rewardId: "new" }, query: { kind: "amount_off" } },
      ...forms.map((form) => ({ params, form })),
    ]
  },
  "routes/admin/saved-views.ts": () => [
    {},
    ...["rename", "remove", "restore"].map((verb) => ({ form: { do: verb, id: "11111111-1111", name: "Taken over" } })),
  ],
  "routes/admin/member.tsx": ({ customerId }) => {
    const params = { customerId: digitsOf(customerId) }
    const goodwill = { direction: "give", points: "5", reason: "taken over", key: "11111111-1111" }
    const forms: Record<string, string>[] = [
      { do: "enrol" },
      { do: "days", day: "6", month: "5", nameDay: "" },
      goodwill,
      { do: "giveTier", tier: "gold", until: "2090-01-01", reason: "taken over", key: "55555555-5555" },
      { do: "takeTier" },
      { ...goodwill, direction: "take", key: "22222222-2222" },
    ]
    return [{ params }, { params, query: { before: "2" } }, ...forms.map((form) => ({ params, form }))]
  },
  "routes/admin/order.tsx": ({ orderId, doubtfulId }) => [
    { params: { orderId: digitsOf(orderId) } },
    { params: { orderId: digitsOf(doubtfulId) } },
    { params: { orderId: digitsOf(orderId) }, form: { do: "again" } },
  ],
  "routes/admin/work.tsx": (theirs) => [
    {},
    { query: { state: "discarded" } },
    { query: { state: "discarded", kind: "event,order" } },
    { query: { kind: "order", after: `2030-01-01T00:00:00.000Z order-${digitsOf(theirs.orderId)}` } },
    ...workOf(theirs).flatMap((id) => VERBS.map((verb) => ({ form: { do: verb, id } }))),
  ],
  "routes/admin/work-item.tsx": (theirs) =>
    workOf(theirs).flatMap((id) => [
      { params: { workId: id } },
      ...VERBS.map((verb) => ({ params: { workId: id }, form: { do: verb, id } })),
    ]),
  "routes/admin/privacy.tsx": ({ requestIds }) => [
    {},
    ...[...requestIds, "none"].map((requestId) => ({ form: { do: "download", requestId, form: "json" } })),
  ],
  "routes/admin/import-orders.tsx": () => [
    {},
    ...["pause", "resume", "end"].map((verb) => ({ form: { do: verb, id: "1" } })),
  ],
  "routes/storefront/summary.ts": () => [{}],
  "routes/storefront/history.ts": () => [{}, { query: { cursor: "2" } }, { query: { locale: "bg" } }],
  "routes/storefront/join.ts": () => [{}, { form: { consent: "yes" } }],
  "routes/storefront/details.ts": () => [{}, { form: { birth_day: "14", birth_month: "3" } }],
  "routes/storefront/rewards.ts": ({ rewardId: reward, redemptionId }) => {
    const forms: Record<string, string>[] = [
      { do: "redeem", reward, points: "100", key: "44444444-4444" },
      { do: "return", redemption: redemptionId },
    ]
    return [{}, { query: { locale: "bg" } }, ...forms.map((form) => ({ form }))]
  },
  "routes/storefront/not-found.ts": () => [{}, { form: {} }],
}

/** Every way in which a list can be narrowed and ordered: what each asks of the tables is its own. */
const MEMBER_ADDRESSES = [
  "sort=oldest",
  "sort=points",
  "sort=fewest",
  "tier=gold",
  "tier=none,gold&sort=oldest",
  "by=staff,import",
  "tier=silver&by=order&joined=2020-01-01..",
  "joined=2020-01-01..2024-06-30",
  "points=100..",
  "points=10..2000&sort=fewest",
  "points=..50&tier=gold&by=order",
  "sort=points&tier=gold&joined=2020-01-01..",
]
const ORDER_ADDRESSES = [
  "sort=oldest",
  "placed=2020-01-01..2024-06-30",
  "state=available",
  "state=pending",
  "state=pending&sort=oldest&placed=2020-01-01..",
  "state=doubtful",
  "state=guest,not_member",
  "state=by_rules,taken_back",
  "state=available&q=%231",
]

const asked = (address: string): Visit => ({ query: Object.fromEntries(new URLSearchParams(address)) })

/** Points and writing for one of theirs, and steering what they began. */
function bulkForms({ customerId }: PlantedShop): Visit[] {
  const whom = { key: "33333333-3333", picked: digitsOf(customerId) }
  return [
    { form: { do: "goodwill", points: "5", reason: "taken over", ...whom } },
    { form: { do: "write_again", ...whom } },
    ...["pause", "resume", "cancel", "hide"].map((verb) => ({ form: { do: verb, id: "11111111-1111" } })),
  ]
}

const VERBS = ["retry", "discard", "bring_back"]

/** What failed at theirs, by the names under which they see it. */
function workOf({ shop, doubtfulId, customerId }: PlantedShop): string[] {
  return [`order-${digitsOf(doubtfulId)}`, `member_sync-${digitsOf(customerId)}`, `programme_sync-${shop}`, "event-1"]
}

/** Their names, their addresses, their orders, and the places where a page of theirs would go on. */
function listVisits({ mark, email, orderName, orderId, customerId }: PlantedShop): Visit[] {
  const after = (id: string) => ({ query: { after: `${id} 2030-01-01T00:00:00.000Z` } })
  return [
    {},
    ...[mark.slice(0, -1), mark, email, orderName].map((q) => ({ query: { q } })),
    after(orderId.slice(0, -1)),
    after(customerId.slice(0, -1)),
  ]
}

export function digitsOf(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1)
}
