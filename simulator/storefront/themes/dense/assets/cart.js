// Changes the cart without loading the page anew, and tells others by the storefront's standard event. "data-silent" on the
// cart makes it a theme that tells nobody. The chosen variant's price, too.
const moneyOf = (hundredths, currency) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(hundredths / 100)

// The cart as the standard event tells it: amounts in whole units, ids as gids.
const told = (cart) => ({
  cost: { totalAmount: { amount: String(cart.total_price / 100), currencyCode: cart.currency } },
  lines: cart.items.map((item) => ({
    merchandise: { id: `gid://shopify/ProductVariant/${item.variant_id}` },
    quantity: item.quantity,
    cost: { totalAmount: { amount: String(item.final_line_price / 100), currencyCode: cart.currency } },
  })),
})

async function change(form) {
  const address = form.action.replace(/\/cart\/change.*/, "/cart/change.js")
  const answer = await fetch(address, { method: "POST", body: new FormData(form) })
  return answer.json()
}

function show(cart, now) {
  for (const row of cart.querySelectorAll("[data-line]")) {
    const item = now.items.find((each) => String(each.variant_id) === row.dataset.line)
    if (item) row.querySelector("[data-line-price]").textContent = moneyOf(item.final_line_price, now.currency)
    else row.remove()
  }
  cart.querySelector("[data-cart-total]").textContent = moneyOf(now.total_price, now.currency)
  document.querySelector("[data-cart-count]").textContent = now.item_count
}

document.addEventListener("submit", (event) => {
  const form = event.target
  const cart = form.closest("[data-cart]")
  if (!cart || !form.action.includes("/cart/change")) return
  event.preventDefault()
  const changed = change(form)
  changed.then((now) => show(cart, now))
  if (cart.hasAttribute("data-silent")) return
  const notice = new Event("shopify:cart:lines-update", { bubbles: true })
  cart.dispatchEvent(Object.assign(notice, { action: "update", promise: changed.then((now) => ({ cart: told(now) })) }))
})

document.addEventListener("change", (event) => {
  const option = event.target.matches("[data-variants]") && event.target.selectedOptions[0]
  if (option) document.querySelector("[data-price]").textContent = option.dataset.price
})
