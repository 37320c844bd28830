// Written by bin/generate-operations.ts from app/shopify/operations/*.graphql; change those, not this.

/** An operation of the Admin API that knows the types of its variables and of its answer. */
export type Operation<Result, Variables, Kind extends "query" | "mutation" = "query" | "mutation"> = {
  readonly kind: Kind
  readonly name: string
  readonly text: string
  /** Never there: it only carries the types. */
  readonly types?: (variables: Variables) => Result
}

export type BulkOperationErrorCode =
  | "ACCESS_DENIED"
  | "INTERNAL_SERVER_ERROR"
  | "TIMEOUT"

export type BulkOperationStatus =
  | "CANCELED"
  | "CANCELING"
  | "COMPLETED"
  | "CREATED"
  | "EXPIRED"
  | "FAILED"
  | "RUNNING"

export type BulkOperationUserErrorCode =
  | "INVALID"
  | "LIMIT_REACHED"
  | "OPERATION_IN_PROGRESS"

export type CustomerState =
  | "DECLINED"
  | "DISABLED"
  | "ENABLED"
  | "INVITED"

export type DiscountBuyerSelection =
  | "ALL"

export type DiscountErrorCode =
  | "ACTIVE_PERIOD_OVERLAP"
  | "APPLIES_ON_NOTHING"
  | "BLANK"
  | "CONFLICT"
  | "DISCOUNT_NOT_COMPATIBLE_WITH_CONDITION_TYPES"
  | "DUPLICATE"
  | "END_DATE_BEFORE_START_DATE"
  | "EQUAL_TO"
  | "EXCEEDED_MAX"
  | "GREATER_THAN"
  | "GREATER_THAN_OR_EQUAL_TO"
  | "IMPLICIT_DUPLICATE"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS"
  | "INVALID_DISCOUNT_CLASS_FOR_PRICE_RULE"
  | "INVALID_PRODUCT_DISCOUNTS_FALSE_WITH_EXISTING_TAGS_ON_SAME_CART_LINE"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_WITHOUT_PRODUCT_DISCOUNTS"
  | "INVALID_TAG_LENGTH"
  | "LESS_THAN"
  | "LESS_THAN_OR_EQUAL_TO"
  | "MAX_APP_DISCOUNTS"
  | "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT"
  | "MISSING_ARGUMENT"
  | "MISSING_FUNCTION_IDENTIFIER"
  | "MULTIPLE_FUNCTION_IDENTIFIERS"
  | "MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS"
  | "PRESENT"
  | "PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED"
  | "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_MANY_ARGUMENTS"
  | "TOO_MANY_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE"
  | "TOO_MANY_TAGS"
  | "TOO_SHORT"
  | "VALUE_OUTSIDE_RANGE"

export type FulfillmentDisplayStatus =
  | "ATTEMPTED_DELIVERY"
  | "CANCELED"
  | "CARRIER_PICKED_UP"
  | "CONFIRMED"
  | "DELAYED"
  | "DELIVERED"
  | "FAILURE"
  | "FULFILLED"
  | "IN_TRANSIT"
  | "LABEL_PRINTED"
  | "LABEL_PURCHASED"
  | "LABEL_VOIDED"
  | "MARKED_AS_FULFILLED"
  | "NOT_DELIVERED"
  | "OUT_FOR_DELIVERY"
  | "PICKED_UP"
  | "READY_FOR_PICKUP"
  | "SUBMITTED"

export type FulfillmentStatus =
  | "CANCELLED"
  | "ERROR"
  | "FAILURE"
  | "OPEN"
  | "PENDING"
  | "SUCCESS"

export type GiftCardCrossCurrencyRedemptionStrategy =
  | "MARKET_FX"
  | "NONE"
  | "SPOT_FX"

export type GiftCardErrorCode =
  | "CUSTOMER_NOT_FOUND"
  | "GIFT_CARD_LIMIT_EXCEEDED"
  | "GREATER_THAN"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "MISSING_ARGUMENT"
  | "RECIPIENT_NOT_FOUND"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_SHORT"

export type MetafieldsSetUserErrorCode =
  | "APP_NOT_AUTHORIZED"
  | "BLANK"
  | "CAPABILITY_VIOLATION"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMPARE_DIGEST"
  | "INVALID_TYPE"
  | "INVALID_VALUE"
  | "LESS_THAN_OR_EQUAL_TO"
  | "PRESENT"
  | "STALE_OBJECT"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_SHORT"

export type OrderAdjustmentDiscrepancyReason =
  | "CUSTOMER"
  | "DAMAGE"
  | "FULL_RETURN_BALANCING_ADJUSTMENT"
  | "PENDING_REFUND_DISCREPANCY"
  | "REFUND_DISCREPANCY"
  | "RESTOCK"

export type OrderDisplayFinancialStatus =
  | "AUTHORIZED"
  | "EXPIRED"
  | "PAID"
  | "PARTIALLY_PAID"
  | "PARTIALLY_REFUNDED"
  | "PENDING"
  | "REFUNDED"
  | "VOIDED"

export type OrderTransactionKind =
  | "AUTHORIZATION"
  | "CAPTURE"
  | "CHANGE"
  | "EMV_AUTHORIZATION"
  | "REFUND"
  | "SALE"
  | "SUGGESTED_REFUND"
  | "VOID"

export type OrderTransactionStatus =
  | "AWAITING_RESPONSE"
  | "ERROR"
  | "FAILURE"
  | "PENDING"
  | "SUCCESS"
  | "UNKNOWN"

export type ProductStatus =
  | "ACTIVE"
  | "ARCHIVED"
  | "DRAFT"
  | "UNLISTED"

export type StoreCreditAccountCreditUserErrorCode =
  | "ACCOUNT_NOT_FOUND"
  | "CREDIT_LIMIT_EXCEEDED"
  | "EXPIRES_AT_IN_PAST"
  | "MISMATCHING_CURRENCY"
  | "NEGATIVE_OR_ZERO_AMOUNT"
  | "OWNER_NOT_FOUND"
  | "UNSUPPORTED_CURRENCY"

export type StoreCreditSystemEvent =
  | "ADJUSTMENT"
  | "ORDER_CANCELLATION"
  | "ORDER_PAYMENT"
  | "ORDER_REFUND"
  | "PAYMENT_FAILURE"
  | "PAYMENT_RETURNED"
  | "TAX_FINALIZATION"

export type DiscountCodeBasicInput = {
  appliesOncePerCustomer?: boolean | null
  code?: string | null
  combinesWith?: DiscountCombinesWithInput | null
  context?: DiscountContextInput | null
  customerGets?: DiscountCustomerGetsInput | null
  endsAt?: string | null
  minimumRequirement?: DiscountMinimumRequirementInput | null
  recurringCycleLimit?: number | null
  startsAt?: string | null
  tags?: string[] | null
  title?: string | null
  usageLimit?: number | null
}

export type DiscountCodeFreeShippingInput = {
  appliesOnOneTimePurchase?: boolean | null
  appliesOnSubscription?: boolean | null
  appliesOncePerCustomer?: boolean | null
  code?: string | null
  combinesWith?: DiscountCombinesWithInput | null
  context?: DiscountContextInput | null
  destination?: DiscountShippingDestinationSelectionInput | null
  endsAt?: string | null
  maximumShippingPrice?: string | null
  minimumRequirement?: DiscountMinimumRequirementInput | null
  recurringCycleLimit?: number | null
  startsAt?: string | null
  tags?: string[] | null
  title?: string | null
  usageLimit?: number | null
}

export type GiftCardCreateInput = {
  code?: string | null
  crossCurrencyRedemptionStrategy?: GiftCardCrossCurrencyRedemptionStrategy | null
  customerId?: string | null
  expiresOn?: string | null
  initialAmount?: MoneyInput | null
  note?: string | null
  recipientAttributes?: GiftCardRecipientInput | null
  templateSuffix?: string | null
}

export type MetafieldsSetInput = {
  compareDigest?: string | null
  key: string
  namespace?: string | null
  ownerId: string
  type?: string | null
  value: string
}

export type StoreCreditAccountCreditInput = {
  creditAmount: MoneyInput
  expiresAt?: string | null
  notify?: boolean | null
}

export type DiscountCombinesWithInput = {
  orderDiscounts?: boolean | null
  productDiscounts?: boolean | null
  productDiscountsWithTagsOnSameCartLine?: ProductDiscountsWithTagsOnSameCartLineInput | null
  shippingDiscounts?: boolean | null
}

export type DiscountContextInput = {
  all?: DiscountBuyerSelection | null
  customerSegments?: DiscountCustomerSegmentsInput | null
  customers?: DiscountCustomersInput | null
  markets?: DiscountMarketsInput | null
}

export type DiscountCustomerGetsInput = {
  appliesOnOneTimePurchase?: boolean | null
  appliesOnSubscription?: boolean | null
  items?: DiscountItemsInput | null
  value?: DiscountCustomerGetsValueInput | null
}

export type DiscountMinimumRequirementInput = {
  quantity?: DiscountMinimumQuantityInput | null
  subtotal?: DiscountMinimumSubtotalInput | null
}

export type DiscountShippingDestinationSelectionInput = {
  all?: boolean | null
  countries?: DiscountCountriesInput | null
}

export type MoneyInput = {
  amount: string
  currencyCode: string
}

export type GiftCardRecipientInput = {
  id: string
  message?: string | null
  preferredName?: string | null
  sendNotificationAt?: string | null
}

export type ProductDiscountsWithTagsOnSameCartLineInput = {
  add?: string[] | null
  remove?: string[] | null
}

export type DiscountCustomerSegmentsInput = {
  add?: string[] | null
  remove?: string[] | null
}

export type DiscountCustomersInput = {
  add?: string[] | null
  remove?: string[] | null
}

export type DiscountMarketsInput = {
  add?: string[] | null
  remove?: string[] | null
}

export type DiscountItemsInput = {
  all?: boolean | null
  collections?: DiscountCollectionsInput | null
  products?: DiscountProductsInput | null
}

export type DiscountCustomerGetsValueInput = {
  discountAmount?: DiscountAmountInput | null
  discountOnQuantity?: DiscountOnQuantityInput | null
  percentage?: number | null
}

export type DiscountMinimumQuantityInput = {
  greaterThanOrEqualToQuantity?: string | null
}

export type DiscountMinimumSubtotalInput = {
  greaterThanOrEqualToSubtotal?: string | null
}

export type DiscountCountriesInput = {
  add?: string[] | null
  includeRestOfWorld?: boolean | null
  remove?: string[] | null
}

export type DiscountCollectionsInput = {
  add?: string[] | null
  remove?: string[] | null
}

export type DiscountProductsInput = {
  productVariantsToAdd?: string[] | null
  productVariantsToRemove?: string[] | null
  productsToAdd?: string[] | null
  productsToRemove?: string[] | null
}

export type DiscountAmountInput = {
  amount?: string | null
  appliesOnEachItem?: boolean | null
}

export type DiscountOnQuantityInput = {
  effect?: DiscountEffectInput | null
  quantity?: string | null
}

export type DiscountEffectInput = {
  amount?: string | null
  percentage?: number | null
}

export type BulkOrder = OrderHead & {
  customer: CustomerParts | null
  transactions: OrderTransaction[]
  fulfillments: Fulfillment[]
  refunds: {
    id: string
  }[]
}

export type BulkState = {
  id: string
  status: BulkOperationStatus
  errorCode: BulkOperationErrorCode | null
  query: string
  createdAt: string
  objectCount: string
  rootObjectCount: string
  fileSize: string | null
  url: string | null
  partialDataUrl: string | null
}

export type CustomerId = {
  id: string
}

export type CustomerParts = {
  id: string
  firstName: string | null
  lastName: string | null
  locale: string
  state: CustomerState
  tags: string[]
  verifiedEmail: boolean
  createdAt: string
  updatedAt: string
  defaultEmailAddress: {
    emailAddress: string
  } | null
  defaultPhoneNumber: {
    phoneNumber: string
  } | null
}

export type DiscountParts = {
  id: string
  codeDiscount: Partial<BasicDiscountParts> & Partial<ShippingDiscountParts>
}

export type BasicDiscountParts = {
  tags: string[]
  asyncUsageCount: number
}

export type ShippingDiscountParts = {
  tags: string[]
  asyncUsageCount: number
}

export type OrderId = {
  id: string
  customer: {
    id: string
  } | null
}

export type OrderGlance = {
  id: string
  updatedAt: string
  test: boolean
  tags: string[]
  displayFinancialStatus: OrderDisplayFinancialStatus | null
  cancelledAt: string | null
  currencyCode: string
  customer: {
    id: string
  } | null
  currentTotalPriceSet: ShopMoney
  refunds: {
    id: string
  }[]
  fulfillments: ({
    id: string
    status: FulfillmentStatus
    displayStatus: FulfillmentDisplayStatus | null
  })[]
}

export type OrderHead = {
  id: string
  name: string
  email: string | null
  customer: {
    id: string
  } | null
  purchasingEntity: {
    __typename: "Customer" | "PurchasingCompany"
  } | null
  currencyCode: string
  taxesIncluded: boolean
  test: boolean
  sourceName: string | null
  displayFinancialStatus: OrderDisplayFinancialStatus | null
  paymentGatewayNames: string[]
  discountCodes: string[]
  tags: string[]
  createdAt: string
  processedAt: string
  updatedAt: string
  cancelledAt: string | null
  currentTotalPriceSet: ShopMoney
  totalPriceSet: ShopMoney
  totalTipReceivedSet: ShopMoney
}

export type OrderLine = {
  id: string
  title: string
  quantity: number
  currentQuantity: number
  isGiftCard: boolean
  requiresShipping: boolean
  unfulfilledQuantity: number
  product: {
    id: string
  } | null
  variant: {
    id: string
  } | null
  originalUnitPriceSet: ShopMoney
  discountAllocations: {
    allocatedAmountSet: ShopMoney
  }[]
  taxLines: {
    priceSet: ShopMoney
  }[]
  duties: {
    price: ShopMoney
  }[]
}

export type ShippingLine = {
  id: string | null
  isRemoved: boolean
  originalPriceSet: ShopMoney
  discountAllocations: {
    allocatedAmountSet: ShopMoney
  }[]
  taxLines: {
    priceSet: ShopMoney
  }[]
}

export type OrderTransaction = {
  id: string
  kind: OrderTransactionKind
  status: OrderTransactionStatus
  gateway: string | null
  test: boolean
  createdAt: string
  processedAt: string | null
  amountSet: ShopMoney
}

export type Fulfillment = {
  id: string
  status: FulfillmentStatus
  displayStatus: FulfillmentDisplayStatus | null
  createdAt: string
  updatedAt: string
  deliveredAt: string | null
}

export type ShopMoney = {
  shopMoney: {
    amount: string
    currencyCode: string
  }
}

export type Page = {
  hasNextPage: boolean
  endCursor: string | null
}

export type ProductId = {
  id: string
}

export type ProductParts = {
  id: string
  title: string
  handle: string
  productType: string
  vendor: string
  tags: string[]
  status: ProductStatus
  updatedAt: string
}

export type Refund = {
  id: string
  createdAt: string | null
  processedAt: string
  order: {
    updatedAt: string
  }
  refundLineItems: {
    nodes: RefundLine[]
    pageInfo: Page
  }
  orderAdjustments: {
    nodes: OrderAdjustment[]
    pageInfo: Page
  }
  refundShippingLines: {
    nodes: RefundShippingLine[]
    pageInfo: Page
  }
  transactions: {
    nodes: OrderTransaction[]
    pageInfo: Page
  }
}

export type OrderAdjustment = {
  id: string
  reason: OrderAdjustmentDiscrepancyReason | null
  amountSet: ShopMoney
  taxAmountSet: ShopMoney
}

export type RefundShippingLine = {
  id: string
  subtotalAmountSet: ShopMoney
  taxAmountSet: ShopMoney
}

export type RefundLine = {
  id: string | null
  quantity: number
  lineItem: {
    id: string
  }
  subtotalSet: ShopMoney
  totalTaxSet: ShopMoney
}

export type StoreCreditParts = {
  id: string
  event: StoreCreditSystemEvent
  amount: {
    amount: string
  }
}

export type ThemeFile = {
  filename: string
  body: Partial<ThemeFileText> & {
    __typename: "OnlineStoreThemeFileBodyBase64" | "OnlineStoreThemeFileBodyText" | "OnlineStoreThemeFileBodyUrl"
  }
}

export type ThemeFileText = {
  content: string
}

export type BulkOrdersVariables = {
  search?: string | null
}
export type BulkOrdersResult = {
  orders: {
    edges: ({
      node: BulkOrder & {
        lineItems: {
          edges: {
            node: OrderLine
          }[]
        }
        shippingLines: {
          edges: {
            node: ShippingLine
          }[]
        }
      }
    })[]
  }
}
export const BulkOrders: Operation<BulkOrdersResult, BulkOrdersVariables, "query"> = {
  kind: "query",
  name: "BulkOrders",
  text: "query BulkOrders($search:String){orders(query:$search sortKey:CREATED_AT){edges{node{...BulkOrder lineItems{edges{node{...OrderLine}}}shippingLines{edges{node{...ShippingLine}}}}}}}fragment BulkOrder on Order{...OrderHead customer{...CustomerParts}transactions{...OrderTransaction}fulfillments{...Fulfillment}refunds{id}}fragment OrderHead on Order{id name email customer{id}purchasingEntity{__typename}currencyCode taxesIncluded test sourceName displayFinancialStatus paymentGatewayNames discountCodes tags createdAt processedAt updatedAt cancelledAt currentTotalPriceSet{...ShopMoney}totalPriceSet{...ShopMoney}totalTipReceivedSet{...ShopMoney}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment CustomerParts on Customer{id firstName lastName locale state tags verifiedEmail createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}fragment OrderTransaction on OrderTransaction{id kind status gateway test createdAt processedAt amountSet{...ShopMoney}}fragment Fulfillment on Fulfillment{id status displayStatus createdAt updatedAt deliveredAt}fragment OrderLine on LineItem{id title quantity currentQuantity isGiftCard requiresShipping unfulfilledQuantity product{id}variant{id}originalUnitPriceSet{...ShopMoney}discountAllocations{allocatedAmountSet{...ShopMoney}}taxLines{priceSet{...ShopMoney}}duties{price{...ShopMoney}}}fragment ShippingLine on ShippingLine{id isRemoved originalPriceSet{...ShopMoney}discountAllocations{allocatedAmountSet{...ShopMoney}}taxLines{priceSet{...ShopMoney}}}",
}

export type RunBulkQueryVariables = {
  query: string
}
export type RunBulkQueryResult = {
  bulkOperationRunQuery: {
    bulkOperation: BulkState | null
    userErrors: ({
      code: BulkOperationUserErrorCode | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const RunBulkQuery: Operation<RunBulkQueryResult, RunBulkQueryVariables, "mutation"> = {
  kind: "mutation",
  name: "RunBulkQuery",
  text: "mutation RunBulkQuery($query:String!){bulkOperationRunQuery(query:$query groupObjects:true){bulkOperation{...BulkState}userErrors{code field message}}}fragment BulkState on BulkOperation{id status errorCode query createdAt objectCount rootObjectCount fileSize url partialDataUrl}",
}

export type ReadBulkOperationVariables = {
  id: string
}
export type ReadBulkOperationResult = {
  bulkOperation: BulkState | null
}
export const ReadBulkOperation: Operation<ReadBulkOperationResult, ReadBulkOperationVariables, "query"> = {
  kind: "query",
  name: "ReadBulkOperation",
  text: "query ReadBulkOperation($id:ID!){bulkOperation(id:$id){...BulkState}}fragment BulkState on BulkOperation{id status errorCode query createdAt objectCount rootObjectCount fileSize url partialDataUrl}",
}

export type ReadBulkOperationsVariables = Record<string, never>
export type ReadBulkOperationsResult = {
  bulkOperations: {
    nodes: BulkState[]
  }
}
export const ReadBulkOperations: Operation<ReadBulkOperationsResult, ReadBulkOperationsVariables, "query"> = {
  kind: "query",
  name: "ReadBulkOperations",
  text: "query ReadBulkOperations{bulkOperations(first:20 sortKey:CREATED_AT reverse:true){nodes{...BulkState}}}fragment BulkState on BulkOperation{id status errorCode query createdAt objectCount rootObjectCount fileSize url partialDataUrl}",
}

export type CancelBulkOperationVariables = {
  id: string
}
export type CancelBulkOperationResult = {
  bulkOperationCancel: {
    bulkOperation: {
      id: string
    } | null
    userErrors: ({
      field: string[] | null
      message: string
    })[]
  } | null
}
export const CancelBulkOperation: Operation<CancelBulkOperationResult, CancelBulkOperationVariables, "mutation"> = {
  kind: "mutation",
  name: "CancelBulkOperation",
  text: "mutation CancelBulkOperation($id:ID!){bulkOperationCancel(id:$id){bulkOperation{id}userErrors{field message}}}",
}

export type ReadCustomerVariables = {
  id: string
}
export type ReadCustomerResult = {
  customer: CustomerParts | null
}
export const ReadCustomer: Operation<ReadCustomerResult, ReadCustomerVariables, "query"> = {
  kind: "query",
  name: "ReadCustomer",
  text: "query ReadCustomer($id:ID!){customer(id:$id){...CustomerParts}}fragment CustomerParts on Customer{id firstName lastName locale state tags verifiedEmail createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}",
}

export type ReadCustomersUpdatedSinceVariables = {
  query: string
  after?: string | null
}
export type ReadCustomersUpdatedSinceResult = {
  customers: {
    nodes: CustomerParts[]
    pageInfo: Page
  }
}
export const ReadCustomersUpdatedSince: Operation<ReadCustomersUpdatedSinceResult, ReadCustomersUpdatedSinceVariables, "query"> = {
  kind: "query",
  name: "ReadCustomersUpdatedSince",
  text: "query ReadCustomersUpdatedSince($query:String!$after:String){customers(first:250 after:$after query:$query sortKey:UPDATED_AT){nodes{...CustomerParts}pageInfo{...Page}}}fragment CustomerParts on Customer{id firstName lastName locale state tags verifiedEmail createdAt updatedAt defaultEmailAddress{emailAddress}defaultPhoneNumber{phoneNumber}}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type FindCustomersVariables = {
  query: string
}
export type FindCustomersResult = {
  customers: {
    nodes: CustomerId[]
    pageInfo: Page
  }
}
export const FindCustomers: Operation<FindCustomersResult, FindCustomersVariables, "query"> = {
  kind: "query",
  name: "FindCustomers",
  text: "query FindCustomers($query:String!){customers(first:50 query:$query sortKey:RELEVANCE){nodes{...CustomerId}pageInfo{...Page}}}fragment CustomerId on Customer{id}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type ReadCustomerIdsVariables = {
  ids: string[]
}
export type ReadCustomerIdsResult = {
  nodes: (CustomerId | null)[]
}
export const ReadCustomerIds: Operation<ReadCustomerIdsResult, ReadCustomerIdsVariables, "query"> = {
  kind: "query",
  name: "ReadCustomerIds",
  text: "query ReadCustomerIds($ids:[ID!]!){nodes(ids:$ids){...CustomerId}}fragment CustomerId on Customer{id}",
}

export type CreateBasicDiscountVariables = {
  discount: DiscountCodeBasicInput
}
export type CreateBasicDiscountResult = {
  discountCodeBasicCreate: {
    codeDiscountNode: {
      id: string
    } | null
    userErrors: ({
      code: DiscountErrorCode | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const CreateBasicDiscount: Operation<CreateBasicDiscountResult, CreateBasicDiscountVariables, "mutation"> = {
  kind: "mutation",
  name: "CreateBasicDiscount",
  text: "mutation CreateBasicDiscount($discount:DiscountCodeBasicInput!){discountCodeBasicCreate(basicCodeDiscount:$discount){codeDiscountNode{id}userErrors{code field message}}}",
}

export type CreateShippingDiscountVariables = {
  discount: DiscountCodeFreeShippingInput
}
export type CreateShippingDiscountResult = {
  discountCodeFreeShippingCreate: {
    codeDiscountNode: {
      id: string
    } | null
    userErrors: ({
      code: DiscountErrorCode | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const CreateShippingDiscount: Operation<CreateShippingDiscountResult, CreateShippingDiscountVariables, "mutation"> = {
  kind: "mutation",
  name: "CreateShippingDiscount",
  text: "mutation CreateShippingDiscount($discount:DiscountCodeFreeShippingInput!){discountCodeFreeShippingCreate(freeShippingCodeDiscount:$discount){codeDiscountNode{id}userErrors{code field message}}}",
}

export type EndDiscountVariables = {
  id: string
}
export type EndDiscountResult = {
  discountCodeDeactivate: {
    codeDiscountNode: {
      id: string
    } | null
    userErrors: ({
      code: DiscountErrorCode | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const EndDiscount: Operation<EndDiscountResult, EndDiscountVariables, "mutation"> = {
  kind: "mutation",
  name: "EndDiscount",
  text: "mutation EndDiscount($id:ID!){discountCodeDeactivate(id:$id){codeDiscountNode{id}userErrors{code field message}}}",
}

export type FindDiscountByCodeVariables = {
  code: string
}
export type FindDiscountByCodeResult = {
  codeDiscountNodeByCode: DiscountParts | null
}
export const FindDiscountByCode: Operation<FindDiscountByCodeResult, FindDiscountByCodeVariables, "query"> = {
  kind: "query",
  name: "FindDiscountByCode",
  text: "query FindDiscountByCode($code:String!){codeDiscountNodeByCode(code:$code){...DiscountParts}}fragment DiscountParts on DiscountCodeNode{id codeDiscount{...BasicDiscountParts ...ShippingDiscountParts}}fragment BasicDiscountParts on DiscountCodeBasic{tags asyncUsageCount}fragment ShippingDiscountParts on DiscountCodeFreeShipping{tags asyncUsageCount}",
}

export type CreateGiftCardVariables = {
  input: GiftCardCreateInput
}
export type CreateGiftCardResult = {
  giftCardCreate: {
    giftCard: {
      id: string
    } | null
    userErrors: ({
      code: GiftCardErrorCode | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const CreateGiftCard: Operation<CreateGiftCardResult, CreateGiftCardVariables, "mutation"> = {
  kind: "mutation",
  name: "CreateGiftCard",
  text: "mutation CreateGiftCard($input:GiftCardCreateInput!){giftCardCreate(input:$input){giftCard{id}userErrors{code field message}}}",
}

export type FindGiftCardsVariables = {
  query: string
  after?: string | null
}
export type FindGiftCardsResult = {
  giftCards: {
    nodes: ({
      id: string
      note: string | null
    })[]
    pageInfo: Page
  }
}
export const FindGiftCards: Operation<FindGiftCardsResult, FindGiftCardsVariables, "query"> = {
  kind: "query",
  name: "FindGiftCards",
  text: "query FindGiftCards($query:String!$after:String){giftCards(first:250 after:$after query:$query){nodes{id note}pageInfo{...Page}}}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type WriteMetafieldsVariables = {
  metafields: MetafieldsSetInput[]
}
export type WriteMetafieldsResult = {
  metafieldsSet: {
    metafields: {
      id: string
    }[] | null
    userErrors: ({
      code: MetafieldsSetUserErrorCode | null
      elementIndex: number | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const WriteMetafields: Operation<WriteMetafieldsResult, WriteMetafieldsVariables, "mutation"> = {
  kind: "mutation",
  name: "WriteMetafields",
  text: "mutation WriteMetafields($metafields:[MetafieldsSetInput!]!){metafieldsSet(metafields:$metafields){metafields{id}userErrors{code elementIndex field message}}}",
}

export type ReadOrderVariables = {
  id: string
}
export type ReadOrderResult = {
  order: OrderHead & {
    shippingLines: {
      nodes: ShippingLine[]
    }
    lineItems: {
      nodes: OrderLine[]
      pageInfo: Page
    }
    transactions: OrderTransaction[]
    fulfillments: Fulfillment[]
    refunds: {
      id: string
    }[]
  } | null
}
export const ReadOrder: Operation<ReadOrderResult, ReadOrderVariables, "query"> = {
  kind: "query",
  name: "ReadOrder",
  text: "query ReadOrder($id:ID!){order(id:$id){...OrderHead shippingLines(first:5){nodes{...ShippingLine}}lineItems(first:20){nodes{...OrderLine}pageInfo{...Page}}transactions(first:10){...OrderTransaction}fulfillments(first:10){...Fulfillment}refunds(first:50){id}}}fragment OrderHead on Order{id name email customer{id}purchasingEntity{__typename}currencyCode taxesIncluded test sourceName displayFinancialStatus paymentGatewayNames discountCodes tags createdAt processedAt updatedAt cancelledAt currentTotalPriceSet{...ShopMoney}totalPriceSet{...ShopMoney}totalTipReceivedSet{...ShopMoney}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment ShippingLine on ShippingLine{id isRemoved originalPriceSet{...ShopMoney}discountAllocations{allocatedAmountSet{...ShopMoney}}taxLines{priceSet{...ShopMoney}}}fragment OrderLine on LineItem{id title quantity currentQuantity isGiftCard requiresShipping unfulfilledQuantity product{id}variant{id}originalUnitPriceSet{...ShopMoney}discountAllocations{allocatedAmountSet{...ShopMoney}}taxLines{priceSet{...ShopMoney}}duties{price{...ShopMoney}}}fragment Page on PageInfo{hasNextPage endCursor}fragment OrderTransaction on OrderTransaction{id kind status gateway test createdAt processedAt amountSet{...ShopMoney}}fragment Fulfillment on Fulfillment{id status displayStatus createdAt updatedAt deliveredAt}",
}

export type ReadOrderListsVariables = {
  id: string
}
export type ReadOrderListsResult = {
  order: {
    id: string
    updatedAt: string
    transactions: OrderTransaction[]
    fulfillments: Fulfillment[]
    shippingLines: {
      nodes: ShippingLine[]
    }
    refunds: {
      id: string
    }[]
  } | null
}
export const ReadOrderLists: Operation<ReadOrderListsResult, ReadOrderListsVariables, "query"> = {
  kind: "query",
  name: "ReadOrderLists",
  text: "query ReadOrderLists($id:ID!){order(id:$id){id updatedAt transactions(first:100){...OrderTransaction}fulfillments(first:100){...Fulfillment}shippingLines(first:20){nodes{...ShippingLine}}refunds(first:250){id}}}fragment OrderTransaction on OrderTransaction{id kind status gateway test createdAt processedAt amountSet{...ShopMoney}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment Fulfillment on Fulfillment{id status displayStatus createdAt updatedAt deliveredAt}fragment ShippingLine on ShippingLine{id isRemoved originalPriceSet{...ShopMoney}discountAllocations{allocatedAmountSet{...ShopMoney}}taxLines{priceSet{...ShopMoney}}}",
}

export type ReadOrderLinesVariables = {
  id: string
  after: string
}
export type ReadOrderLinesResult = {
  order: {
    id: string
    updatedAt: string
    lineItems: {
      nodes: OrderLine[]
      pageInfo: Page
    }
  } | null
}
export const ReadOrderLines: Operation<ReadOrderLinesResult, ReadOrderLinesVariables, "query"> = {
  kind: "query",
  name: "ReadOrderLines",
  text: "query ReadOrderLines($id:ID!$after:String!){order(id:$id){id updatedAt lineItems(first:60 after:$after){nodes{...OrderLine}pageInfo{...Page}}}}fragment OrderLine on LineItem{id title quantity currentQuantity isGiftCard requiresShipping unfulfilledQuantity product{id}variant{id}originalUnitPriceSet{...ShopMoney}discountAllocations{allocatedAmountSet{...ShopMoney}}taxLines{priceSet{...ShopMoney}}duties{price{...ShopMoney}}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type ReadOrdersUpdatedSinceVariables = {
  query: string
  after?: string | null
}
export type ReadOrdersUpdatedSinceResult = {
  orders: {
    nodes: OrderGlance[]
    pageInfo: Page
  }
}
export const ReadOrdersUpdatedSince: Operation<ReadOrdersUpdatedSinceResult, ReadOrdersUpdatedSinceVariables, "query"> = {
  kind: "query",
  name: "ReadOrdersUpdatedSince",
  text: "query ReadOrdersUpdatedSince($query:String!$after:String){orders(first:90 after:$after query:$query sortKey:UPDATED_AT){nodes{...OrderGlance}pageInfo{...Page}}}fragment OrderGlance on Order{id updatedAt test tags displayFinancialStatus cancelledAt currencyCode customer{id}currentTotalPriceSet{...ShopMoney}refunds(first:3){id}fulfillments(first:3){id status displayStatus}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type ReadOrderIdsVariables = {
  ids: string[]
}
export type ReadOrderIdsResult = {
  nodes: (OrderId | null)[]
}
export const ReadOrderIds: Operation<ReadOrderIdsResult, ReadOrderIdsVariables, "query"> = {
  kind: "query",
  name: "ReadOrderIds",
  text: "query ReadOrderIds($ids:[ID!]!){nodes(ids:$ids){...OrderId}}fragment OrderId on Order{id customer{id}}",
}

export type ReadProductVariables = {
  id: string
}
export type ReadProductResult = {
  product: ProductParts & {
    variants: {
      nodes: ({
        id: string
        price: string
        compareAtPrice: string | null
      })[]
    }
    collections: {
      nodes: {
        id: string
      }[]
    }
  } | null
}
export const ReadProduct: Operation<ReadProductResult, ReadProductVariables, "query"> = {
  kind: "query",
  name: "ReadProduct",
  text: "query ReadProduct($id:ID!){product(id:$id){...ProductParts variants(first:250){nodes{id price compareAtPrice}}collections(first:250){nodes{id}}}}fragment ProductParts on Product{id title handle productType vendor tags status updatedAt}",
}

export type ReadProductsUpdatedSinceVariables = {
  query: string
  after?: string | null
}
export type ReadProductsUpdatedSinceResult = {
  products: {
    nodes: ProductParts[]
    pageInfo: Page
  }
}
export const ReadProductsUpdatedSince: Operation<ReadProductsUpdatedSinceResult, ReadProductsUpdatedSinceVariables, "query"> = {
  kind: "query",
  name: "ReadProductsUpdatedSince",
  text: "query ReadProductsUpdatedSince($query:String!$after:String){products(first:250 after:$after query:$query sortKey:UPDATED_AT){nodes{...ProductParts}pageInfo{...Page}}}fragment ProductParts on Product{id title handle productType vendor tags status updatedAt}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type ReadProductIdsVariables = {
  ids: string[]
}
export type ReadProductIdsResult = {
  nodes: (ProductId | null)[]
}
export const ReadProductIds: Operation<ReadProductIdsResult, ReadProductIdsVariables, "query"> = {
  kind: "query",
  name: "ReadProductIds",
  text: "query ReadProductIds($ids:[ID!]!){nodes(ids:$ids){...ProductId}}fragment ProductId on Product{id}",
}

export type ReadRefundsVariables = {
  ids: string[]
}
export type ReadRefundsResult = {
  nodes: (Refund | null)[]
}
export const ReadRefunds: Operation<ReadRefundsResult, ReadRefundsVariables, "query"> = {
  kind: "query",
  name: "ReadRefunds",
  text: "query ReadRefunds($ids:[ID!]!){nodes(ids:$ids){...Refund}}fragment Refund on Refund{id createdAt processedAt order{updatedAt}refundLineItems(first:10){nodes{...RefundLine}pageInfo{...Page}}orderAdjustments(first:4){nodes{...OrderAdjustment}pageInfo{...Page}}refundShippingLines(first:3){nodes{...RefundShippingLine}pageInfo{...Page}}transactions(first:5){nodes{...OrderTransaction}pageInfo{...Page}}}fragment RefundLine on RefundLineItem{id quantity lineItem{id}subtotalSet{...ShopMoney}totalTaxSet{...ShopMoney}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment Page on PageInfo{hasNextPage endCursor}fragment OrderAdjustment on OrderAdjustment{id reason amountSet{...ShopMoney}taxAmountSet{...ShopMoney}}fragment RefundShippingLine on RefundShippingLine{id subtotalAmountSet{...ShopMoney}taxAmountSet{...ShopMoney}}fragment OrderTransaction on OrderTransaction{id kind status gateway test createdAt processedAt amountSet{...ShopMoney}}",
}

export type ReadRefundLinesVariables = {
  id: string
  after: string
}
export type ReadRefundLinesResult = {
  refund: {
    id: string
    refundLineItems: {
      nodes: RefundLine[]
      pageInfo: Page
    }
  } | null
}
export const ReadRefundLines: Operation<ReadRefundLinesResult, ReadRefundLinesVariables, "query"> = {
  kind: "query",
  name: "ReadRefundLines",
  text: "query ReadRefundLines($id:ID!$after:String!){refund(id:$id){id refundLineItems(first:100 after:$after){nodes{...RefundLine}pageInfo{...Page}}}}fragment RefundLine on RefundLineItem{id quantity lineItem{id}subtotalSet{...ShopMoney}totalTaxSet{...ShopMoney}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment Page on PageInfo{hasNextPage endCursor}",
}

export type ReadRefundPartsVariables = {
  id: string
}
export type ReadRefundPartsResult = {
  refund: {
    id: string
    orderAdjustments: {
      nodes: OrderAdjustment[]
    }
    refundShippingLines: {
      nodes: RefundShippingLine[]
    }
    transactions: {
      nodes: OrderTransaction[]
    }
  } | null
}
export const ReadRefundParts: Operation<ReadRefundPartsResult, ReadRefundPartsVariables, "query"> = {
  kind: "query",
  name: "ReadRefundParts",
  text: "query ReadRefundParts($id:ID!){refund(id:$id){id orderAdjustments(first:60){nodes{...OrderAdjustment}}refundShippingLines(first:30){nodes{...RefundShippingLine}}transactions(first:60){nodes{...OrderTransaction}}}}fragment OrderAdjustment on OrderAdjustment{id reason amountSet{...ShopMoney}taxAmountSet{...ShopMoney}}fragment ShopMoney on MoneyBag{shopMoney{amount currencyCode}}fragment RefundShippingLine on RefundShippingLine{id subtotalAmountSet{...ShopMoney}taxAmountSet{...ShopMoney}}fragment OrderTransaction on OrderTransaction{id kind status gateway test createdAt processedAt amountSet{...ShopMoney}}",
}

export type ReadShopVariables = Record<string, never>
export type ReadShopResult = {
  shop: {
    id: string
    name: string
    myshopifyDomain: string
    currencyCode: string
    ianaTimezone: string
    taxesIncluded: boolean
    plan: {
      partnerDevelopment: boolean
    }
  }
}
export const ReadShop: Operation<ReadShopResult, ReadShopVariables, "query"> = {
  kind: "query",
  name: "ReadShop",
  text: "query ReadShop{shop{id name myshopifyDomain currencyCode ianaTimezone taxesIncluded plan{partnerDevelopment}}}",
}

export type ReadAppScopesVariables = Record<string, never>
export type ReadAppScopesResult = {
  currentAppInstallation: {
    id: string
    accessScopes: {
      handle: string
    }[]
  }
}
export const ReadAppScopes: Operation<ReadAppScopesResult, ReadAppScopesVariables, "query"> = {
  kind: "query",
  name: "ReadAppScopes",
  text: "query ReadAppScopes{currentAppInstallation{id accessScopes{handle}}}",
}

export type GiveStoreCreditVariables = {
  customerId: string
  credit: StoreCreditAccountCreditInput
}
export type GiveStoreCreditResult = {
  storeCreditAccountCredit: {
    storeCreditAccountTransaction: {
      id: string
    } | null
    userErrors: ({
      code: StoreCreditAccountCreditUserErrorCode | null
      field: string[] | null
      message: string
    })[]
  } | null
}
export const GiveStoreCredit: Operation<GiveStoreCreditResult, GiveStoreCreditVariables, "mutation"> = {
  kind: "mutation",
  name: "GiveStoreCredit",
  text: "mutation GiveStoreCredit($customerId:ID!$credit:StoreCreditAccountCreditInput!){storeCreditAccountCredit(id:$customerId creditInput:$credit){storeCreditAccountTransaction{id}userErrors{code field message}}}",
}

export type ReadStoreCreditVariables = {
  customerId: string
}
export type ReadStoreCreditResult = {
  customer: {
    storeCreditAccounts: {
      nodes: {
        balance: {
          currencyCode: string
        }
        transactions: {
          nodes: StoreCreditParts[]
        }
      }[]
    }
  } | null
}
export const ReadStoreCredit: Operation<ReadStoreCreditResult, ReadStoreCreditVariables, "query"> = {
  kind: "query",
  name: "ReadStoreCredit",
  text: "query ReadStoreCredit($customerId:ID!){customer(id:$customerId){storeCreditAccounts(first:10){nodes{balance{currencyCode}transactions(first:20 reverse:true sortKey:CREATED_AT){nodes{...StoreCreditParts}}}}}}fragment StoreCreditParts on StoreCreditAccountCreditTransaction{id event amount{amount}}",
}

export type AddTagsVariables = {
  id: string
  tags: string[]
}
export type AddTagsResult = {
  tagsAdd: {
    userErrors: ({
      field: string[] | null
      message: string
    })[]
  } | null
}
export const AddTags: Operation<AddTagsResult, AddTagsVariables, "mutation"> = {
  kind: "mutation",
  name: "AddTags",
  text: "mutation AddTags($id:ID!$tags:[String!]!){tagsAdd(id:$id tags:$tags){userErrors{field message}}}",
}

export type RemoveTagsVariables = {
  id: string
  tags: string[]
}
export type RemoveTagsResult = {
  tagsRemove: {
    userErrors: ({
      field: string[] | null
      message: string
    })[]
  } | null
}
export const RemoveTags: Operation<RemoveTagsResult, RemoveTagsVariables, "mutation"> = {
  kind: "mutation",
  name: "RemoveTags",
  text: "mutation RemoveTags($id:ID!$tags:[String!]!){tagsRemove(id:$id tags:$tags){userErrors{field message}}}",
}

export type ReadMainThemeVariables = Record<string, never>
export type ReadMainThemeResult = {
  currentAppInstallation: {
    app: {
      handle: string | null
    }
  }
  themes: {
    nodes: ({
      id: string
      name: string
      settings: {
        nodes: ThemeFile[]
      } | null
      templates: {
        nodes: ThemeFile[]
        pageInfo: {
          hasNextPage: boolean
        }
      } | null
    })[]
  } | null
}
export const ReadMainTheme: Operation<ReadMainThemeResult, ReadMainThemeVariables, "query"> = {
  kind: "query",
  name: "ReadMainTheme",
  text: "query ReadMainTheme{currentAppInstallation{app{handle}}themes(first:1 roles:[MAIN]){nodes{id name settings:files(first:1 filenames:[\"config/settings_data.json\"]){nodes{...ThemeFile}}templates:files(first:50 filenames:[\"templates/*.json\"]){nodes{...ThemeFile}pageInfo{hasNextPage}}}}}fragment ThemeFile on OnlineStoreThemeFile{filename body{__typename ...ThemeFileText}}fragment ThemeFileText on OnlineStoreThemeFileBodyText{content}",
}
