import type { ReactNode } from 'react'

import { homeEn } from '../../texts/home.en.ts'
import { homeFr } from '../../texts/home.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { useLate } from '../../ui/use-late.ts'
import css from './home-shelf.module.css'

const TEXTS = { fr: homeFr, en: homeEn }

/** After the first view: nobody waits for either to make a wall. */
const loadRecent = () => import('./recent-walls.tsx').then((module) => module.RecentWalls)
const loadRestore = () => import('./restore-copy.tsx').then((module) => module.RestoreCopy)

/** The walls of this browser. They come late, so their room is kept: what stands below does not jump. */
export function RecentShelf({ count }: { readonly count: number }): ReactNode {
  const late = useLate(loadRecent)
  if (late.kind === 'here') return <late.part />
  if (late.kind === 'failed') return <Failed retry={late.retry} />
  return <div className={css[count > 2 ? 'three' : count > 1 ? 'two' : 'one']} />
}

/** A wall that comes back from a file. */
export function RestoreShelf(): ReactNode {
  const late = useLate(loadRestore)
  if (late.kind === 'here') return <late.part />
  return late.kind === 'failed' ? <Failed retry={late.retry} /> : null
}

function Failed({ retry }: { readonly retry: () => void }): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <p className={css.failed}>
      {texts.shelfFailed} <Button onClick={retry}>{texts.retry}</Button>
    </p>
  )
}
