import { type ReactNode, useState } from 'react'

import type { BoardId } from '@murmure/shared/ids'

import { loadRecentWalls, type RecentWall } from '../../documents/recent-walls.ts'
import { shelfEn } from '../../texts/shelf.en.ts'
import { shelfFr, type ShelfTexts } from '../../texts/shelf.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button, buttonClass, IconButton } from '../../ui/button.tsx'
import { Brick } from '../../ui/paper.tsx'
import { Icon } from '../../ui/icon.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import { DeleteWall } from './delete-wall.tsx'
import css from './recent-walls.module.css'
import { shareBricks } from './share-bricks.ts'
import { type KnownWall, useWallStates, type WallGroup } from './use-wall-states.ts'

const TEXTS = { fr: shelfFr, en: shelfEn }

/** More than these would push the templates out of sight. */
const SHOWN_FIRST = 3

/** The walls that were made or run in this browser. */
export function RecentWalls(): ReactNode {
  const texts = useTexts(TEXTS)
  const [walls, setWalls] = useState(loadRecentWalls)
  const [today] = useState(() => new Date())
  const [isWhole, setWhole] = useState(false)
  const [leavingId, setLeavingId] = useState<BoardId | undefined>(undefined)
  const [said, setSaid] = useState('')
  const states = useWallStates(walls)
  const codeOf = (wall: RecentWall): string | undefined =>
    states.get(wall.boardId)?.code ?? wall.code
  const leaving = walls.find(({ boardId }) => boardId === leavingId)
  return (
    <>
      {walls.length > 0 && (
        <section aria-labelledby="recent">
          <h2 id="recent" className={css.heading}>
            {texts.recent}
          </h2>
          <ul className={css.walls}>
            {(isWhole ? walls : walls.slice(0, SHOWN_FIRST)).map((wall) => (
              <li key={wall.boardId}>
                <WallRow
                  wall={wall}
                  code={codeOf(wall)}
                  opened={openedText(wall, walls, today, texts)}
                  state={states.get(wall.boardId)?.state}
                  groups={states.get(wall.boardId)?.groups ?? []}
                  onDelete={() => setLeavingId(wall.boardId)}
                />
              </li>
            ))}
          </ul>
          {!isWhole && walls.length > SHOWN_FIRST && (
            <Button className={css.all ?? ''} onClick={() => setWhole(true)}>
              {texts.all(walls.length)}
            </Button>
          )}
        </section>
      )}
      {leaving && (
        <DeleteWall
          wall={leaving}
          code={codeOf(leaving)}
          onClose={() => setLeavingId(undefined)}
          onGone={() => {
            setSaid(texts.deletion.done(leaving.title))
            setWalls(loadRecentWalls())
            setLeavingId(undefined)
          }}
        />
      )}
      <p role="status" className={said === '' ? 'visually-hidden' : css.said}>
        {said}
      </p>
    </>
  )
}

type WallRowProps = {
  readonly wall: RecentWall
  readonly code: string | undefined
  /** When it was opened last. */
  readonly opened: string
  readonly state: KnownWall['state'] | undefined
  readonly groups: readonly WallGroup[]
  readonly onDelete: () => void
}

function WallRow({ wall, code, opened, state, groups, onDelete }: WallRowProps): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <>
      <div className={css.name}>
        <b>{wall.title}</b>
        <div className={css.facts}>
          {wall.isCopy && <small className={css.copy}>{texts.isCopy}</small>}
          {code !== undefined && <small>{texts.code(spacedCode(code))}</small>}
          {wall.place !== undefined && <small>{wall.place}</small>}
          {state !== 'gone' && (
            <a href={`/k/${wall.boardId}#${wall.secret}`} aria-label={texts.kitNamed(wall.title)}>
              {texts.kit}
            </a>
          )}
        </div>
      </div>
      <span className={css.day}>
        {opened}
        {state !== undefined && (
          <small className={css[state]}>
            {state !== 'gone' && <Icon name={state === 'running' ? 'voice' : 'check'} size={16} />}
            {texts.states[state]}
          </small>
        )}
      </span>
      <NoteCount groups={groups} />
      {state !== 'gone' && <Ways wall={wall} isFinished={state === 'finished'} />}
      <IconButton
        className={css.delete ?? ''}
        icon="bin"
        label={texts.deletion.open(wall.title)}
        onClick={onDelete}
      />
    </>
  )
}

/** What is on the wall, as the server counts it. Its place is kept while it is not known. */
function NoteCount({ groups }: { readonly groups: readonly WallGroup[] }): ReactNode {
  const texts = useTexts(TEXTS)
  const writing = groups.filter((group) => group.notes > 0)
  const notes = writing.reduce((sum, group) => sum + group.notes, 0)
  return (
    <span className={css.count}>
      {groups.length > 0 && notes === 0 && texts.noNotes}
      {notes > 0 && (
        <>
          <span className={css.bricks} aria-hidden="true">
            {shareBricks(writing).map((paper, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- they are alike, and drawn as a row
              <Brick key={index} paper={paper} />
            ))}
          </span>
          {texts.count(notes, writing.length)}
        </>
      )}
    </span>
  )
}

/** With its time where another wall was opened on the same day. */
function openedText(
  wall: RecentWall,
  walls: readonly RecentWall[],
  today: Date,
  texts: ShelfTexts,
): string {
  const opened = new Date(wall.openedAt)
  const isSameDay = (other: Date): boolean => other.toDateString() === opened.toDateString()
  const day = isSameDay(today)
    ? texts.today
    : texts.day(opened, opened.getFullYear() === today.getFullYear())
  const isShared = walls.some((other) => other !== wall && isSameDay(new Date(other.openedAt)))
  return isShared ? texts.dayAndTime(day, opened) : day
}

type WaysProps = { readonly wall: RecentWall; readonly isFinished: boolean }

/** The one that is under way stands out: it is what most come back for. */
function Ways({ wall: { boardId, secret, title }, isFinished }: WaysProps): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <div className={css.ways}>
      <a
        className={buttonClass({ look: isFinished ? 'plain' : 'strong' })}
        href={`/a/${boardId}#${secret}`}
        aria-label={texts.resumeNamed(title)}
      >
        <Icon name="arrow" /> {texts.resume}
      </a>
      <a
        className={buttonClass({})}
        href={`/c/${boardId}#${secret}`}
        aria-label={texts.minutesNamed(title)}
      >
        <Icon name="document" /> {texts.minutes}
      </a>
    </div>
  )
}
