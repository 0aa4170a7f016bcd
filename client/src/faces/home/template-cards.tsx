import type { ReactNode } from 'react'

import type { GroupShape } from '@murmure/shared/group'
import type { Template } from '@murmure/shared/templates'

import { homeEn } from '../../texts/home.en.ts'
import { homeFr } from '../../texts/home.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Brick } from '../../ui/paper.tsx'
import css from './template-cards.module.css'

const TEXTS = { fr: homeFr, en: homeEn }

export type TemplateCardProps = {
  readonly template: Template
  readonly isBusy: boolean
  readonly isCreating: boolean
  readonly onCreate: () => void
}

/** How a wall of the template might look: bricks, column by column. */
const BRICKS: readonly (readonly GroupShape[])[] = [
  ['round', 'square', 'triangle', 'round', 'flower', 'square'],
  ['triangle', 'square', 'hexagon', 'diamond'],
  ['round', 'diamond', 'triangle', 'square', 'hexagon'],
  ['square', 'triangle', 'flower', 'round'],
]

/** The default: its sections and columns, and the button. */
export function LargeTemplate(props: TemplateCardProps): ReactNode {
  const { template, isBusy, isCreating, onCreate } = props
  const texts = useTexts(TEXTS)
  return (
    <article className={css.large}>
      <h2>{template.name}</h2>
      <p>{template.description}</p>
      <div className={css.poster} aria-hidden="true">
        {template.sections.map((section) => (
          <div key={section.sectionId}>
            <h3>{section.title}</h3>
            <div className={css.pair}>
              {template.columns
                .filter((column) => column.section === section.sectionId)
                .map((column) => (
                  <div key={column.columnId}>
                    <h4>{column.title}</h4>
                    <div>
                      <Stack bricks={BRICKS[column.order] ?? []} />
                    </div>
                  </div>
                ))}
            </div>
          </div>
        ))}
      </div>
      <Button
        look="strong"
        iconAfter="arrow"
        className={css.create ?? ''}
        disabled={isBusy}
        onClick={onCreate}
      >
        {isCreating ? texts.creating : texts.create}
      </Button>
    </article>
  )
}

/** The others: the whole card is the button. */
export function SmallTemplate(props: TemplateCardProps): ReactNode {
  const { template, isBusy, isCreating, onCreate } = props
  const texts = useTexts(TEXTS)
  return (
    <article className={css.small}>
      <div className={css.mini} aria-hidden="true">
        {template.columns.map((column) => (
          <div key={column.columnId}>
            <b />
            {template.templateId !== 'mur-vide' && (
              <Stack bricks={(BRICKS[column.order] ?? []).slice(0, 4)} />
            )}
          </div>
        ))}
      </div>
      <div>
        <h2>{template.name}</h2>
        <p>{isCreating ? texts.creating : template.description}</p>
      </div>
      <button
        type="button"
        className={css.plus}
        aria-label={texts.createNamed(template.name)}
        title={texts.create}
        disabled={isBusy}
        onClick={onCreate}
      >
        <Icon name="plus" />
      </button>
    </article>
  )
}

function Stack({ bricks }: { readonly bricks: readonly GroupShape[] }): ReactNode {
  return bricks.map((paper, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a drawing: its bricks have no identity
    <Brick key={index} paper={paper} className={css.brick ?? ''} />
  ))
}
