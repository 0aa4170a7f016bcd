import { CreatedBoard, CreatedSession, type SessionCommand } from '@murmure/shared/protocol/http'

/** A board on a running server, and who works on it. */
export type TestBoard = {
  readonly origin: string
  readonly created: CreatedBoard
  readonly facilitator: CreatedSession
  join(groupName: string, earlier?: CreatedSession): Promise<CreatedSession>
  screen(): Promise<CreatedSession>
  command(command: SessionCommand): Promise<void>
}

export type BoardOptions = {
  /** Their names; the template's otherwise. */
  readonly groups?: readonly string[]
  /** Where it seems to be made, as a proxy in front of the server would say: one address may make few. */
  readonly address?: string
}

/** Makes a board over HTTP, as the pages do. */
export async function createTestBoard(
  origin: string,
  title = 'Essai',
  { groups, address }: BoardOptions = {},
): Promise<TestBoard> {
  const wanted = { title, groups: groups?.map((name) => ({ name, kind: 'team' })) }
  const headers: Headers = address === undefined ? {} : { 'x-forwarded-for': address }
  const created = await postJson(CreatedBoard, `${origin}/api/boards`, wanted, headers)
  const { boardId, code, secrets } = created
  const open = (body: object, earlier?: CreatedSession) =>
    postJson(CreatedSession, `${origin}/api/sessions`, body, bearer(earlier))
  const facilitator = await open({ boardId, secret: secrets.facilitator })
  return {
    origin,
    created,
    facilitator,
    join(groupName, earlier) {
      const group = created.groups.find(({ name }) => name === groupName)
      return open({ code, groupId: group?.groupId }, earlier)
    },
    screen: () => open({ boardId, secret: secrets.screen }),
    async command(command) {
      await request(`${origin}/api/boards/${boardId}/session`, command, bearer(facilitator))
    },
  }
}

/** The id of the one document of this kind (and group) in a session. */
export function documentOf(session: CreatedSession, kind: string, groupId?: string): string {
  const found = session.documents.find(
    (document) => document.kind === kind && (groupId === undefined || document.groupId === groupId),
  )
  if (!found) throw new Error(`the session has no ${kind} document ${groupId ?? ''}`)
  return found.documentId
}

type Headers = Readonly<Record<string, string>>

const bearer = (session: CreatedSession | undefined): Headers =>
  session ? { authorization: `Bearer ${session.token}` } : {}

async function postJson<Answer>(
  schema: { parse(value: unknown): Answer },
  url: string,
  body: object,
  headers: Headers,
): Promise<Answer> {
  return schema.parse(await (await request(url, body, headers)).json())
}

async function request(url: string, body: object, headers: Headers): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}
