import { useEffect, useState } from 'react'

import { localStore } from '../../documents/storage.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { IconButton } from '../../ui/button.tsx'
import css from './text-size.module.css'

const KEY = 'murmure:text-size'
const PERCENTS = [90, 100, 115, 130, 150, 175, 200] as const
const USUAL = PERCENTS.indexOf(100)

/** « − 100 % + »: the size of every text of the wall, kept on this device. */
export function TextSize({ texts }: { readonly texts: WallTexts }) {
  const [index, setIndex] = useState(remembered)
  const percent = PERCENTS[index] ?? 100
  useEffect(() => {
    document.documentElement.style.fontSize = `${percent}%`
    localStore.setItem(KEY, String(percent))
    return () => {
      document.documentElement.style.removeProperty('font-size')
    }
  }, [percent])
  return (
    <div className={css.size}>
      <IconButton
        icon="minus"
        look="plain"
        label={texts.smallerText}
        disabled={index === 0}
        onClick={() => setIndex(index - 1)}
      />
      <output>{texts.textSize(percent)}</output>
      <IconButton
        icon="plus"
        look="plain"
        label={texts.largerText}
        disabled={index === PERCENTS.length - 1}
        onClick={() => setIndex(index + 1)}
      />
    </div>
  )
}

function remembered(): number {
  const index = PERCENTS.findIndex((percent) => String(percent) === localStore.getItem(KEY))
  return index < 0 ? USUAL : index
}
