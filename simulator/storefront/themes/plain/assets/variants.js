document.addEventListener("change", (event) => {
  const price = event.target.dataset?.price
  const place = document.querySelector("p[data-price]")
  if (price && place) place.textContent = price
})
