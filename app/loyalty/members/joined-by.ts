/** How somebody became a member, each with its words `members.joinedBy.…`. */
export const JOINED_BY = ["storefront", "staff", "order", "import"] as const
export type JoinedBy = (typeof JOINED_BY)[number]
