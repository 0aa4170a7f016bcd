import { type ReactNode, useEffect, useMemo, useState } from 'react'

import type { Healed } from '../../documents/unsaved.ts'
import { useBoard, useConnection } from '../../documents/use-board.ts'
import { KeptWords } from '../../features/session/kept-words.tsx'
import { wallNewsEn } from '../../texts/wall-news.en.ts'
import { wallNewsFr, type WallNewsTexts } from '../../texts/wall-news.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { WallDialog } from './wall-dialogs.tsx'
import css from './wall-news.module.css'

const CATALOGUE = { fr: wallNewsFr, en: wallNewsEn }
/** More are filed together, in one go, or found on the wall. */
const LATE_SHOWN = 5

type WallNewsProps = {
  readonly open: (dialog: WallDialog) => void
  readonly className: string | undefined
  /** News has come: where it stands must be seen. */
  readonly onNews: () => void
}

/** What nobody asked for and who leads must know. Nothing is there while there is no news. */
export function WallNews({ open, className, onNews }: WallNewsProps) {
  const texts = useTexts(CATALOGUE)
  const { isReadOnly, healed } = useConnection()
  const [read, setRead] = useState<Healed>()
  return (
    <>
      <div role="status" className={css.status}>
        {isReadOnly && (
          <News className={`${className} ${css.alert}`} onNews={onNews}>
            <h2>
              <Icon name="alert" /> {texts.readOnlyTitle}
            </h2>
            <p>{texts.readOnly}</p>
          </News>
        )}
        {healed && healed !== read && healed.taken + healed.lost > 0 && (
          <HealedNews {...{ texts, healed, className, onNews }} onRead={() => setRead(healed)} />
        )}
      </div>
      <LateNotes {...{ texts, open, className, onNews }} />
    </>
  )
}

type NewsProps = Pick<WallNewsProps, 'className' | 'onNews'> & {
  readonly label?: string
  readonly children: ReactNode
}

function News({ className, onNews, label, children }: NewsProps) {
  useEffect(onNews, [onNews])
  return (
    <section className={className} aria-label={label}>
      {children}
    </section>
  )
}

type HealedNewsProps = Pick<WallNewsProps, 'className' | 'onNews'> & {
  readonly texts: WallNewsTexts
  readonly healed: Healed
  readonly onRead: () => void
}

function HealedNews({ texts, healed, onRead, ...news }: HealedNewsProps) {
  const { taken, lost, lostWords } = healed
  return (
    <News {...news}>
      <h2>{texts.healedTitle}</h2>
      {taken > 0 && <p>{texts.healed(taken)}</p>}
      {lost > 0 && <p>{taken > 0 ? texts.lost(lost) : texts.onlyLost(lost)}</p>}
      <KeptWords label={texts.words} words={lostWords} />
      <Button onClick={onRead}>{texts.understood}</Button>
    </News>
  )
}

type LateNotesProps = WallNewsProps & { readonly texts: WallNewsTexts }

/** Notes that came after their section was closed, until they are filed, merged or set aside. */
function LateNotes({ texts, open, ...news }: LateNotesProps) {
  const late = useBoard((board) => board.session.late)
  const cards = useBoard((board) => board.cards)
  const groups = useBoard((board) => board.groups)
  const left = useMemo(() => {
    const ids = new Set(late)
    return cards.filter(
      ({ cardId, themeId, outcome }) =>
        ids.has(cardId) && themeId === null && outcome.kind === 'kept',
    )
  }, [late, cards])
  if (left.length === 0) return null
  return (
    <News {...news} label={texts.late}>
      <h2>
        {texts.late} <span className={css.count}>{left.length}</span>
      </h2>
      <p className={css.hint}>{texts.lateHint(left.length)}</p>
      <ul role="list" className={css.late}>
        {left.slice(0, LATE_SHOWN).map(({ cardId, text, groupId }) => {
          const group = groups.find((each) => each.groupId === groupId)
          return (
            <li key={cardId}>
              <button
                type="button"
                aria-haspopup="dialog"
                onClick={() => open({ kind: 'notes', cardIds: [cardId] })}
              >
                {group && <GroupSign sign={group.sign} />}
                <span>
                  <span className="visually-hidden">{texts.fileLate} </span>
                  {text}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {left.length > 1 && (
        <Button
          aria-haspopup="dialog"
          onClick={() => open({ kind: 'notes', cardIds: left.map(({ cardId }) => cardId) })}
        >
          {texts.fileAllLate(left.length)}
        </Button>
      )}
    </News>
  )
}
