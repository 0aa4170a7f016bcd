import type { BoardCard } from '@murmure/shared/board'
import type { Section } from '@murmure/shared/column'
import type { Session } from '@murmure/shared/session'

import { useBoard, useSession } from '../../documents/use-board.ts'
import type { Commands } from '../../features/phase/use-commands.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './phase-guide.module.css'

type PhaseGuideProps = {
  readonly texts: WallTexts
  readonly send: Commands['send']
  readonly onPublished: () => void
}

/** What the present step is for, in one line; and, at the end, what is left to be done. */
export function PhaseGuide({ texts, send, onPublished }: PhaseGuideProps) {
  const session = useBoard((board) => board.session)
  const sections = useBoard((board) => board.sections)
  const loose = useBoard(({ cards }) => cards.filter(isLoose).length)
  return (
    <div className={css.guide} data-closing={session.phase === 'conclude' || undefined}>
      <p>
        {sentence(session, texts)}
        {alsoOpen(session, sections, texts)}
      </p>
      {session.phase === 'group' && (
        <b className={loose > 0 ? css.left : css.done}>
          {loose === 0 && <Icon name="check" />}
          {texts.leftToFile(loose)}
        </b>
      )}
      {session.phase === 'conclude' && (
        <Closing texts={texts} send={send} session={session} onPublished={onPublished} />
      )}
    </div>
  )
}

const isLoose = ({ themeId, outcome }: BoardCard): boolean =>
  themeId === null && outcome.kind === 'kept'

function sentence({ phase, open, revealed, published }: Session, { guide }: WallTexts): string {
  switch (phase) {
    case 'write':
      if (open.length === 0) return guide.writeClosed
      return revealed ? guide.writeAgain : guide.write
    case 'reveal':
      return guide.reveal
    case 'group':
      return guide.group
    case 'conclude':
      return published ? guide.published : guide.conclude
  }
}

/** A second part is written while the first is shown or sorted: then the step alone would not say it. */
function alsoOpen(
  { phase, open }: Session,
  sections: readonly Section[],
  { guide }: WallTexts,
): string {
  if (phase === 'write') return ''
  const parts = sections.filter(({ sectionId }) => open.includes(sectionId))
  return parts.length === 0 ? '' : guide.alsoOpen(parts.map(({ title }) => title))
}

/** Read the minutes, publish them, hand on their address: in the order in which it is done. */
function Closing(props: PhaseGuideProps & { readonly session: Session }) {
  const { texts, send, session, onPublished } = props
  const { boardId } = useSession()
  return (
    <div className={css.acts}>
      <a className={buttonClass({})} href={`/c/${boardId}`}>
        <Icon name="document" />
        {texts.openReport}
      </a>
      {session.published ? (
        <Button look="strong" aria-haspopup="dialog" onClick={onPublished}>
          {texts.reportLink}
        </Button>
      ) : (
        <Button look="strong" onClick={() => send({ type: 'publish', published: true })}>
          {texts.publishReport}
        </Button>
      )}
    </div>
  )
}
