import type { WallTexts } from '../../texts/wall.fr.ts'
import { IconButton } from '../../ui/button.tsx'
import css from './text-size.module.css'
import type { ChosenTextSize } from './use-text-size.ts'

type TextSizeProps = { readonly texts: WallTexts; readonly size: ChosenTextSize }

/** « − 100 % + »: the size of every text of the wall. */
export function TextSize({ texts, size }: TextSizeProps) {
  return (
    <div className={css.size}>
      <IconButton
        icon="minus"
        look="plain"
        label={texts.smallerText}
        disabled={size.isSmallest}
        onClick={() => size.step(-1)}
      />
      <output>{texts.textSize(size.percent)}</output>
      <IconButton
        icon="plus"
        look="plain"
        label={texts.largerText}
        disabled={size.isLargest}
        onClick={() => size.step(1)}
      />
    </div>
  )
}
