import type { ScreenStatus } from '@murmure/shared/protocol/http'
import { ALL_SCREENS } from '@murmure/shared/stage'
import { useEffect, useState } from 'react'

import { getSettings } from '../../documents/api.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { screenName } from './screen-name.ts'
import css from './stage-panel.module.css'
import type { StageRemote } from './use-stage-remote.ts'

type ScreenChoiceProps = { readonly texts: WallTexts; readonly remote: StageRemote }

/** Several screens: each follows all, or has a stage of its own; told apart by the names that they show when asked. */
export function ScreenChoice({ texts, remote }: ScreenChoiceProps) {
  const { screenId } = remote
  const groups = useBoard((board) => board.groups)
  const named = useBoard((board) => board.stages.get(ALL_SCREENS)?.named === true)
  const own = useBoard((board) =>
    [...board.stages].flatMap(([id, stage]) => (stage.mode === 'follow' ? [] : [id])),
  )
  // Those of an earlier try are gone for good; one with a stage of its own may be coming back to it.
  const screens = useScreens().filter(
    ({ screenId: id, connected }) => connected || own.includes(id) || id === screenId,
  )
  const nameOf = ({ screenId: id, groupId, connected }: ScreenStatus): string => {
    const group = groups.find((candidate) => candidate.groupId === groupId)
    const notes = [
      group?.name,
      own.includes(id) && texts.onItsOwn,
      !connected && texts.notConnected,
    ]
    return [texts.screen(screenName(id)), ...notes].filter(Boolean).join(', ')
  }
  return (
    <div className={css.screens}>
      {screens.length === 0 && <p className={css.hint}>{texts.noScreen}</p>}
      {screens.length > 0 && (
        <label>
          <span>{texts.whichScreen}</span>
          <select value={screenId} onChange={(event) => remote.chooseScreen(event.target.value)}>
            <option value={ALL_SCREENS}>{texts.allScreens}</option>
            {screens.map((screen) => (
              <option key={screen.screenId} value={screen.screenId}>
                {nameOf(screen)}
              </option>
            ))}
          </select>
        </label>
      )}
      {screenId !== ALL_SCREENS && own.includes(screenId) && (
        <Button onClick={() => remote.show({ mode: 'follow' })}>{texts.followAll}</Button>
      )}
      {screenId === ALL_SCREENS && screens.length > 0 && (
        <Button icon="eye" aria-pressed={named} onClick={() => remote.nameScreens(!named)}>
          {named ? texts.hideNames : texts.showNames}
        </Button>
      )}
    </div>
  )
}

const LOOK_MS = 5000

/** The screens that the server has seen, looked at again and again while the panel is open. */
function useScreens(): readonly ScreenStatus[] {
  const { token, boardId } = useSession()
  const [screens, setScreens] = useState<readonly ScreenStatus[]>([])
  useEffect(() => {
    let isLeft = false
    const look = async (): Promise<void> => {
      const answer = await getSettings({ token, boardId })
      if (answer.ok && !isLeft) setScreens(answer.value.screens)
    }
    void look()
    const timer = window.setInterval(() => void look(), LOOK_MS)
    return () => {
      isLeft = true
      window.clearInterval(timer)
    }
  }, [token, boardId])
  return screens
}
