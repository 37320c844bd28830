import type { LoaderFunctionArgs } from "@remix-run/node"
import { answerVisitor, json } from "./answer.server.ts"

/** Any other address below the app proxy's, for every method: counted like its neighbours. */
export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async () => json({ error: "not_found" }, 404))
}

export const action = loader
