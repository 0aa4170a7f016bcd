import { type ReactNode, useState } from 'react'

import { loadRecentWalls, type RecentWall } from '../../documents/recent-walls.ts'
import { homeEn } from '../../texts/home.en.ts'
import { homeFr } from '../../texts/home.fr.ts'
import { useLocale, useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './recent-walls.module.css'

/** The walls that were made or run in this browser. */
export function RecentWalls(): ReactNode {
  const texts = useTexts({ fr: homeFr, en: homeEn })
  const [walls] = useState(loadRecentWalls)
  const [today] = useState(() => new Date().toDateString())
  if (walls.length === 0) return null
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className={css.heading}>
        {texts.recent}
      </h2>
      <ul className={css.walls}>
        {walls.map((wall) => (
          <li key={wall.boardId}>
            <WallRow wall={wall} today={today} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function WallRow(props: { readonly wall: RecentWall; readonly today: string }): ReactNode {
  const { wall, today } = props
  const texts = useTexts({ fr: homeFr, en: homeEn })
  const locale = useLocale()
  const opened = new Date(wall.openedAt)
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(opened)
  return (
    <>
      <div className={css.name}>
        <b>{wall.title}</b>
        {wall.place !== undefined && <small>{wall.place}</small>}
      </div>
      <span className={css.day}>{opened.toDateString() === today ? texts.today : day}</span>
      <a
        className={buttonClass({ look: 'strong' })}
        href={`/a/${wall.boardId}#${wall.secret}`}
        aria-label={texts.resumeNamed(wall.title)}
      >
        <Icon name="arrow" /> {texts.resume}
      </a>
      <a
        className={buttonClass({})}
        href={`/c/${wall.boardId}#${wall.secret}`}
        aria-label={texts.minutesNamed(wall.title)}
      >
        <Icon name="document" /> {texts.minutes}
      </a>
    </>
  )
}
