import type { Board } from '@murmure/shared/board'
import type { Session } from '@murmure/shared/session'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { browserNow } from '../../documents/browser.ts'
import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { Announce } from './wall-actions.ts'
import { whenSeen } from './when-seen.ts'
import { createNewsDesk, NO_NEWS, newsBetween, type NewsDesk, type WallNews } from './wall-news.ts'

/** The documents are there before what they hold is shown. */
const OPENING_MS = 2000

/**
 * Long enough to be read by who looks at the wall. What they did themselves stands longer, since it says where to find
 * again what is gone; « Annuler » keeps its name on its own.
 */
const SHOWN_MS = { news: 8_000, act: 20_000, screens: 20_000 }

type Said = {
  readonly text: string
  readonly about: keyof typeof SHOWN_MS
  /** When it was said. */
  readonly phase?: Session['phase']
}

const NOTHING: Said = { text: '', about: 'act' }

/** The one polite voice of the wall: own acts at once, what others do merged and at most every five seconds. */
export function useAnnouncer(texts: WallTexts): {
  readonly said: string
  readonly announce: Announce
  /** What the screens show is as true in the next phase; everything else goes with its phase. */
  readonly announceScreens: Announce
} {
  const { connection } = useBoardContext()
  const { said, say } = useSaid()
  const desk = useRef<NewsDesk>(undefined)
  const unread = useRef<WallNews>(NO_NEWS)
  const [announce, announceScreens] = useMemo(() => {
    const announcing = (about: Said['about']) => (text: string) => {
      // What changed in this very task is what this sentence tells: it is nobody else's news.
      unread.current = NO_NEWS
      desk.current?.hold()
      say(text, about)
    }
    return [announcing('act'), announcing('screens')]
  }, [say])
  useEffect(() => {
    const { store } = connection
    let isLeft = false
    let cards = store.board().cards
    let syncedAt: number | undefined
    const isOpening = (): boolean => {
      if (store.connection().synced) syncedAt ??= browserNow()
      return syncedAt === undefined || browserNow() - syncedAt < OPENING_MS
    }
    const own = createNewsDesk(
      { now: browserNow, wait: (then, ms) => void window.setTimeout(then, ms) },
      (news) => {
        const sentence = sentenceOf(news, store.board(), texts)
        if (!isLeft && sentence !== undefined) say(sentence, 'news')
      },
    )
    desk.current = own
    const look = (): void => {
      const before = cards
      cards = store.board().cards
      // A wall that is only now coming in is not news.
      if (isOpening() || before === cards) return
      unread.current = newsBetween(before, cards)
      queueMicrotask(() => {
        own.report(unread.current)
        unread.current = NO_NEWS
      })
    }
    const unsubscribe = store.subscribe(look)
    return () => {
      isLeft = true
      unsubscribe()
    }
  }, [connection, say, texts])
  return { said, announce, announceScreens }
}

/** One sentence at a time, until it was seen or its phase is over. */
function useSaid() {
  const { store } = useBoardContext().connection
  const phase = useBoard((board) => board.session.phase)
  const [said, setSaid] = useState(NOTHING)
  const say = useCallback(
    (text: string, about: Said['about']) => {
      const saidIn = store.board().session.phase
      // The same sentence twice is two announcements only if the text differs.
      setSaid((last) => ({
        text: last.text === text ? `${text}\u00a0` : text,
        about,
        phase: saidIn,
      }))
    },
    [store],
  )
  useEffect(
    () => (said.text ? whenSeen(() => setSaid(NOTHING), SHOWN_MS[said.about]) : undefined),
    [said],
  )
  // Forgotten, not hidden: hidden it would come back with a phase that comes back.
  const isOver = said.text !== '' && said.about !== 'screens' && said.phase !== phase
  if (isOver) setSaid(NOTHING)
  return { said: isOver ? '' : said.text, say }
}

/** Undefined where nothing is left to tell: the theme that a note went to may be gone since. */
function sentenceOf(news: WallNews, { themes }: Board, texts: WallTexts): string | undefined {
  const titles = new Map(themes.map((theme) => [theme.themeId, theme.title]))
  const places = [...news.arrivals].flatMap(([themeId, count]) => {
    const title = titles.get(themeId)
    return title === undefined ? [] : [{ title: title || texts.untitled, count }]
  })
  return news.added > 0 || places.length > 0 ? texts.news(news.added, places) : undefined
}
