import { type ReactNode, useEffect } from 'react'

import { DEFAULT_TEMPLATE, templatesIn } from '@murmure/shared/templates'

import { homeEn } from '../../texts/home.en.ts'
import { homeFr } from '../../texts/home.fr.ts'
import { useLocale, useTexts } from '../../texts/use-texts.ts'
import { Brand } from '../../ui/brand.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useLate } from '../../ui/use-late.ts'
import { Fresco } from './fresco.tsx'
import css from './home-face.module.css'
import { LargeTemplate, SmallTemplate } from './template-cards.tsx'
import { useCreation } from './use-creation.ts'

const TEXTS = { fr: homeFr, en: homeEn }

/** One click makes a wall; a code leads to one; the walls of this browser are there again. */
export function HomeFace(): ReactNode {
  const texts = useTexts(TEXTS)
  const locale = useLocale()
  const { create, creation } = useCreation(texts, locale)
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
          <p className={css.refused} role="alert">
            <Icon name="alert" /> {creation.text}
          </p>
        )}
        <Shelf />
        <p className={css.data}>
          <Icon name="lock" /> {texts.data}
        </p>
      </main>
    </div>
  )
}

/** After the first view: nobody waits for it to make a wall. */
const loadShelf = () => import('./home-shelf.tsx').then((module) => module.HomeShelf)

function Shelf(): ReactNode {
  const texts = useTexts(TEXTS)
  const late = useLate(loadShelf)
  if (late.kind === 'here') return <late.part />
  if (late.kind === 'loading') return null
  return (
    <p className={css.data}>
      {texts.shelfFailed} <Button onClick={late.retry}>{texts.retry}</Button>
    </p>
  )
}

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
