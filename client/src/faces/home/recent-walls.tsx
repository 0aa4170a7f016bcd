import { type ReactNode, useState } from 'react'

import { loadRecentWalls, type RecentWall } from '../../documents/recent-walls.ts'
import { shelfEn } from '../../texts/shelf.en.ts'
import { shelfFr } from '../../texts/shelf.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button, buttonClass, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DeleteWall } from './delete-wall.tsx'
import css from './recent-walls.module.css'
import { useWallStates, type WallState } from './use-wall-states.ts'

const TEXTS = { fr: shelfFr, en: shelfEn }

/** More than these would push the templates out of sight. */
const SHOWN_FIRST = 3

/** The walls that were made or run in this browser. */
export function RecentWalls(): ReactNode {
  const texts = useTexts(TEXTS)
  const [walls, setWalls] = useState(loadRecentWalls)
  const [today] = useState(() => new Date())
  const [isWhole, setWhole] = useState(false)
  const [leaving, setLeaving] = useState<RecentWall | undefined>(undefined)
  const [said, setSaid] = useState('')
  const states = useWallStates(walls)
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
                  today={today}
                  state={states.get(wall.boardId)}
                  onDelete={() => setLeaving(wall)}
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
          onClose={() => setLeaving(undefined)}
          onGone={() => {
            setSaid(texts.deletion.done(leaving.title))
            setWalls(loadRecentWalls())
            setLeaving(undefined)
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
  readonly today: Date
  readonly state: WallState | undefined
  readonly onDelete: () => void
}

function WallRow({ wall, today, state, onDelete }: WallRowProps): ReactNode {
  const texts = useTexts(TEXTS)
  const opened = new Date(wall.openedAt)
  const isToday = opened.toDateString() === today.toDateString()
  const isThisYear = opened.getFullYear() === today.getFullYear()
  return (
    <>
      <div className={css.name}>
        <b>{wall.title}</b>
        {wall.place !== undefined && <small>{wall.place}</small>}
        {state !== 'gone' && (
          <a href={`/k/${wall.boardId}#${wall.secret}`} aria-label={texts.kitNamed(wall.title)}>
            {texts.kit}
          </a>
        )}
      </div>
      <span className={css.day}>
        {isToday ? texts.today : texts.day(opened, isThisYear)}
        {state !== undefined && <small className={css[state]}>{texts.states[state]}</small>}
      </span>
      {state !== 'gone' && <Ways wall={wall} />}
      <IconButton
        className={css.delete ?? ''}
        icon="close"
        label={texts.deletion.open(wall.title)}
        onClick={onDelete}
      />
    </>
  )
}

function Ways({ wall: { boardId, secret, title } }: { readonly wall: RecentWall }): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <div className={css.ways}>
      <a
        className={buttonClass({ look: 'strong' })}
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
