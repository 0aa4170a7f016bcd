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

/** Makes a board over HTTP, as the pages do. */
export async function createTestBoard(origin: string, title = 'Essai'): Promise<TestBoard> {
  const created = await postJson(CreatedBoard, `${origin}/api/boards`, { title })
  const { boardId, code, secrets } = created
  const open = (body: object, earlier?: CreatedSession) =>
    postJson(CreatedSession, `${origin}/api/sessions`, body, earlier?.token)
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
      await request(`${origin}/api/boards/${boardId}/session`, command, facilitator.token)
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

async function postJson<Answer>(
  schema: { parse(value: unknown): Answer },
  url: string,
  body: object,
  token?: string,
): Promise<Answer> {
  return schema.parse(await (await request(url, body, token)).json())
}

async function request(url: string, body: object, token?: string): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}
