import type { CreatedBoard, CreatedSession, SessionCommand } from '@murmure/shared/protocol/http'
import type { Locale } from '@murmure/shared/room'

import type { Exhibit } from '../demo/exhibit.ts'
import { createApi } from '../replay/api.ts'
import { type Crowd, gatherCrowd } from './crowd.ts'

/** How far the assembly has come. */
export type ExhibitStage = 'empty' | 'writing' | 'filed'

export type ExhibitBoard = {
  readonly created: CreatedBoard
  readonly facilitator: CreatedSession
  readonly crowd: Crowd
  readonly command: (command: SessionCommand) => Promise<void>
  readonly wallPath: string
  readonly screenPath: string
  readonly close: () => void
}

type Options = {
  readonly exhibit: Exhibit
  readonly locale: Locale
  readonly until: ExhibitStage
}

/** A wall with the notes of an exhibit: none, those of the open first section, or all of them, filed. */
export async function hangExhibit(
  origin: string,
  { exhibit, locale, until }: Options,
): Promise<ExhibitBoard> {
  const api = createApi(origin)
  const { title, place, date } = exhibit
  const created = await api.createBoard({
    template: 'bilan-et-perspectives',
    title,
    place,
    date,
    locale,
  })
  const { boardId, code, secrets } = created
  const facilitator = await api.openSession({ boardId, secret: secrets.facilitator })
  const join = (groupId: string) => api.openSession({ code, groupId })
  const board: ExhibitBoard = {
    created,
    facilitator,
    crowd: await gatherCrowd({ origin, facilitator, join }),
    command: (command) => api.command(facilitator, command),
    wallPath: `/a/${boardId}#${secrets.facilitator}`,
    screenPath: `/p/${boardId}#${secrets.screen}`,
    close: () => board.crowd.close(),
  }
  if (until !== 'empty') await write(board, exhibit, until)
  return board
}

async function write(board: ExhibitBoard, exhibit: Exhibit, until: ExhibitStage): Promise<void> {
  const { created, crowd, command } = board
  const themes = new Map<string, { columnId: string; title: string; cardIds: string[] }>()
  for (const [index, { sectionId }] of created.sections.entries()) {
    if (until === 'writing' && index > 0) break
    await command({ type: 'open', sectionId })
    const columns = created.columns.filter(({ section }) => section === sectionId)
    for (const [place, { groupId }] of created.groups.entries()) {
      const cells = exhibit.cells.filter(
        ({ section, group }) => section === index && group === place,
      )
      const notes = cells.flatMap(({ column, texts, theme }) =>
        texts.map((text) => ({ columnId: columns[column]?.columnId ?? '', text, theme })),
      )
      if (notes.length === 0) continue
      const cardIds = await crowd.stick(groupId, notes)
      for (const [at, { theme: title, columnId }] of notes.entries()) {
        const cardId = cardIds[at]
        if (title === undefined || cardId === undefined) continue
        const key = `${columnId} ${title}`
        const theme = themes.get(key) ?? { columnId, title, cardIds: [] }
        theme.cardIds.push(cardId)
        themes.set(key, theme)
      }
    }
    if (until === 'filed') await command({ type: 'close', sectionId })
  }
  if (until === 'writing') return
  await command({ type: 'reveal' })
  await command({ type: 'phase', phase: 'group' })
  for (const { title, columnId, cardIds } of themes.values()) crowd.theme(title, columnId, cardIds)
}
