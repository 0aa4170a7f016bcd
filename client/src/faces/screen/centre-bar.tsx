import type { GroupId } from '@murmure/shared/ids'
import { areNotesShown } from '@murmure/shared/session'
import type { Stage } from '@murmure/shared/stage'

import { useBoard, useConnection } from '../../documents/use-board.ts'
import { FloorNotice } from '../../features/hands/floor-notice.tsx'
import { HandRaiser } from '../../features/hands/hand-raiser.tsx'
import { VisioLink } from '../../features/visio/visio-link.tsx'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import css from './centre-bar.module.css'

/** What a remote centre looks at by itself; undefined: what the facilitators show. */
export type FreeLook = Pick<Stage, 'mode' | 'targetId' | 'page'> | undefined

type CentreBarProps = {
  readonly texts: ScreenTexts
  readonly groupId: GroupId
  readonly look: FreeLook
  readonly pageCount: number
  readonly onLook: (look: FreeLook) => void
}

/** A remote centre sits at its screen: it may speak, see the others, and look around the wall. */
export function CentreBar({ texts, groupId, look, pageCount, onLook }: CentreBarProps) {
  const visio = useBoard((board) => board.meta.visio)
  const isShown = useBoard((board) => areNotesShown(board.session))
  return (
    <aside className={css.bar} aria-label={texts.centre}>
      <Presence texts={texts} groupId={groupId} />
      {isShown && <Looking texts={texts} look={look} pageCount={pageCount} onLook={onLook} />}
      <div className={css.turn}>
        <FloorNotice />
      </div>
      <div className={css.floor}>
        <HandRaiser />
        <Queue texts={texts} groupId={groupId} />
      </div>
      {visio && (
        <div className={css.visio}>
          <figure>
            <QrCode text={visio.url} label={texts.visioQr} />
            <figcaption aria-hidden="true">{texts.visio}</figcaption>
          </figure>
          <VisioLink visio={visio} />
        </div>
      )}
    </aside>
  )
}

/** Which centre this is, and how many of its phones are here. */
function Presence({ texts, groupId }: Pick<CentreBarProps, 'texts' | 'groupId'>) {
  const group = useBoard((board) => board.groups.find((each) => each.groupId === groupId))
  const { people } = useConnection()
  if (!group) return null
  const connected = people.find((each) => each.groupId === groupId)?.people ?? 0
  return (
    <p className={css.presence}>
      <GroupSign sign={group.sign} size={44} />
      <span>
        <strong>{group.name}</strong>
        {texts.connected(connected)}
      </span>
    </p>
  )
}

/** From here on a figure says it: the bar is no list. */
const QUEUE_MAX = 4

/** One queue for all rooms: who speaks next is no surprise to anybody. */
function Queue({ texts, groupId }: Pick<CentreBarProps, 'texts' | 'groupId'>) {
  const hands = useBoard((board) => board.session.hands)
  const groups = useBoard((board) => board.groups)
  if (hands.length === 0) return null
  return (
    <ol role="list" className={css.queue} aria-label={texts.queue}>
      {hands.slice(0, QUEUE_MAX).map((hand, index) => {
        const group = groups.find((each) => each.groupId === hand.groupId)
        return (
          <li key={hand.handId}>
            <b>{index + 1}</b>
            {group && <GroupSign sign={group.sign} />}
            <span>{hand.groupId === groupId ? texts.ownHand(group?.name ?? '') : group?.name}</span>
          </li>
        )
      })}
      {hands.length > QUEUE_MAX && <li>{texts.moreHands(hands.length - QUEUE_MAX)}</li>}
    </ol>
  )
}

function Looking({ texts, look, pageCount, onLook }: Omit<CentreBarProps, 'groupId'>) {
  const themes = useBoard((board) => board.themes)
  const page = look?.page ?? 0
  return (
    <div className={css.looking}>
      <select
        aria-label={texts.lookAt}
        value={look ? (look.targetId ?? 'wall') : ''}
        onChange={({ target: { value } }) =>
          onLook(
            value === 'wall'
              ? { mode: 'wall', page: 0 }
              : { mode: 'theme', targetId: value, page: 0 },
          )
        }
      >
        <option value="" disabled>
          {texts.lookAt}
        </option>
        <option value="wall">{texts.wholeWall}</option>
        {themes.map(({ themeId, title }) => (
          <option key={themeId} value={themeId}>
            {title || texts.untitled}
          </option>
        ))}
      </select>
      {look && (
        <>
          {/* Always there: the bar must keep its height, which the pages of the scene follow from. */}
          <IconButton
            icon="arrow"
            look="plain"
            label={texts.nextPage}
            disabled={pageCount === 1}
            onClick={() => onLook({ ...look, page: page + 1 })}
          />
          <Button look="strong" icon="screen" onClick={() => onLook(undefined)}>
            {texts.backToStage}
          </Button>
        </>
      )}
    </div>
  )
}
