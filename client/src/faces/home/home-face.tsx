import { type ReactNode, useEffect, useState } from 'react'

import { DEFAULT_TEMPLATE, templatesIn } from '@murmure/shared/templates'

import { countRecentWalls } from '../../documents/count-recent-walls.ts'
import { homeEn } from '../../texts/home.en.ts'
import { homeFr } from '../../texts/home.fr.ts'
import { useLocale, useTexts } from '../../texts/use-texts.ts'
import { Brand } from '../../ui/brand.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Fresco } from './fresco.tsx'
import css from './home-face.module.css'
import { RecentShelf, RestoreShelf } from './home-shelf.tsx'
import { LargeTemplate, SmallTemplate } from './template-cards.tsx'
import { useCreation } from './use-creation.ts'

const TEXTS = { fr: homeFr, en: homeEn }

/** One click makes a wall; a code leads to one; the walls of this browser are there again. */
export function HomeFace(): ReactNode {
  const texts = useTexts(TEXTS)
  const locale = useLocale()
  const { create, creation } = useCreation(texts, locale)
  const [recent] = useState(countRecentWalls)
  useEffect(() => {
    document.title = texts.pageTitle
    document.documentElement.lang = locale
  }, [texts, locale])
  return (
    <div className={css.page}>
      <Top />
      <Fresco />
      <main className={css.main}>
        <h1 className={css.title}>
          {texts.titleWrites}
          <br />
          {texts.titleGathers}
        </h1>
        <p className={css.intro}>{texts.intro}</p>
        {/* Whoever comes back comes for a wall that is there. */}
        {recent > 0 && (
          <>
            <RecentShelf count={recent} />
            <h2 className={css.heading}>{texts.newWall}</h2>
          </>
        )}
        <section className={css.templates} aria-label={texts.templates}>
          {templatesIn(locale).map((template) => {
            const Card = template.templateId === DEFAULT_TEMPLATE ? LargeTemplate : SmallTemplate
            return (
              <Card
                key={template.templateId}
                template={template}
                isBusy={creation.kind === 'asking'}
                isCreating={
                  creation.kind === 'asking' && creation.templateId === template.templateId
                }
                onCreate={() => create(template)}
              />
            )
          })}
        </section>
        {creation.kind === 'refused' && (
          <p className={css.refused} role="alert" ref={showSelf}>
            <Icon name="alert" /> {creation.text}
          </p>
        )}
        <RestoreShelf />
        <p className={css.data}>
          <Icon name="lock" /> {texts.data}
        </p>
      </main>
    </div>
  )
}

/** On a phone it stands a screen below the button that was pressed. */
const showSelf = (line: HTMLElement | null): void => line?.scrollIntoView({ block: 'nearest' })

function Top(): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <header className={css.top}>
      <Brand size={32} />
      <form className={css.code} action="/r" method="get">
        <label htmlFor="code">{texts.codeQuestion}</label>
        <input
          id="code"
          name="code"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          required
          placeholder={texts.codePlaceholder}
        />
        <Button type="submit">{texts.join}</Button>
      </form>
    </header>
  )
}
