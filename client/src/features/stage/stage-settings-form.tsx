import { StageRoom } from '@murmure/shared/stage'
import { useId, useState } from 'react'

import { useLocale } from '../../texts/use-texts.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import css from './stage-panel.module.css'
import type { StageSettings } from './stage-settings.ts'

type StageSettingsFormProps = {
  readonly texts: WallTexts
  readonly settings: StageSettings
  readonly onSet: (settings: StageSettings) => void
}

/** Two distances decide how large the type must be; a bright room wants a bright wall. */
export function StageSettingsForm({ texts, settings, onSet }: StageSettingsFormProps) {
  return (
    <div className={css.settings}>
      <p className={css.hint}>{texts.roomHint}</p>
      <Metres
        label={texts.roomDepth}
        value={settings.room.depth}
        onSet={(depth) => onSet({ ...settings, room: { ...settings.room, depth } })}
      />
      <Metres
        label={texts.imageWidth}
        value={settings.room.width}
        onSet={(width) => onSet({ ...settings, room: { ...settings.room, width } })}
      />
      <fieldset className={css.looks} aria-label={texts.look}>
        {[false, true].map((light) => (
          <button
            key={String(light)}
            type="button"
            aria-pressed={settings.light === light}
            onClick={() => onSet({ ...settings, light })}
          >
            {light ? texts.lightLook : texts.darkLook}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

type MetresProps = {
  readonly label: string
  readonly value: number
  readonly onSet: (metres: number) => void
}

/** A figure as people write it, « 2,40 ». What is no distance changes nothing. */
function Metres({ label, value, onSet }: MetresProps) {
  const id = useId()
  const isFrench = useLocale() === 'fr'
  const [typed, setTyped] = useState(() => String(value).replace('.', isFrench ? ',' : '.'))
  const metres = Number(typed.replace(',', '.'))
  const isDistance = StageRoom.safeParse({ depth: metres, width: metres }).success
  return (
    <p className={css.metres}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        value={typed}
        aria-invalid={!isDistance}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => isDistance && metres !== value && onSet(metres)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isDistance && metres !== value) onSet(metres)
        }}
      />
    </p>
  )
}
