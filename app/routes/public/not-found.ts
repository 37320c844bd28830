/** Any address that nothing else answers, for every method: robots try thousands, and none of them is news. */
export function loader(): Response {
  return new Response("There is nothing at this address.\n", {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  })
}

export const action = loader
