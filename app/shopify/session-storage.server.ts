import { Session } from "@shopify/shopify-api"
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma"
import { prisma } from "#app/lib/db.server.ts"
import { openToken, sealToken } from "./sealed-token.server.ts"

type Storage = Pick<
  PrismaSessionStorage<ReturnType<typeof prisma>>,
  "storeSession" | "loadSession" | "deleteSession" | "deleteSessions" | "findSessionsByShop"
>

/** The library's storage, but tokens are sealed, and of the person who opened the app no name or address is kept. */
export function sealedSessions(): Storage {
  const store = new PrismaSessionStorage(prisma(), { connectionRetries: 1, connectionRetryIntervalMs: 0 })
  return {
    storeSession: async (session) => store.storeSession(await sealed(session)),
    loadSession: async (id) => {
      const session = await store.loadSession(id)
      return session && (await opened(session))
    },
    deleteSession: (id) => store.deleteSession(id),
    deleteSessions: (ids) => store.deleteSessions(ids),
    findSessionsByShop: async (shop) => {
      const sessions = await Promise.all((await store.findSessionsByShop(shop)).map(opened))
      return sessions.filter((session) => session !== undefined)
    },
  }
}

async function sealed(session: Session): Promise<Session> {
  const { onlineAccessInfo: _person, ...kept } = session.toObject()
  return new Session({
    ...kept,
    accessToken: session.accessToken && (await sealToken(session.shop, session.accessToken)),
    refreshToken: session.refreshToken && (await sealToken(session.shop, session.refreshToken)),
  })
}

/** Undefined when its tokens do not open any more: the library then asks for new ones. */
async function opened(session: Session): Promise<Session | undefined> {
  const { shop, accessToken, refreshToken } = session
  const access = accessToken ? await openToken(shop, accessToken) : accessToken
  const refresh = refreshToken ? await openToken(shop, refreshToken) : refreshToken
  if (access === null || refresh === null) return undefined
  return new Session({ ...session.toObject(), accessToken: access, refreshToken: refresh })
}
