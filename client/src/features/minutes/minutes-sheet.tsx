import type { Minutes, MinutesAside } from '@murmure/shared/minutes/tree'
import { minutesWords } from '@murmure/shared/minutes/words'

import type { MinutesTexts } from '../../texts/minutes.fr.ts'
import { Brand } from '../../ui/brand.tsx'
import { figuresOf } from './minutes-figures.ts'
import { MinutesGroupTable } from './minutes-group.tsx'
import css from './minutes.module.css'
import { AttendanceTable, RecurrenceTables } from './overview-tables.tsx'

type MinutesSheetProps = {
  readonly minutes: Minutes
  readonly texts: MinutesTexts
}

/** The minutes as a sheet of paper, in the assembly's own form. */
export function MinutesSheet({ minutes, texts }: MinutesSheetProps) {
  const words = minutesWords(minutes.locale)
  return (
    <article className={css.sheet} data-paper="">
      <header>
        <div className={css.top}>
          <Brand size={18} />
          <span>{texts.kind}</span>
        </div>
        <h1>{minutes.title}</h1>
        {minutes.place && <p className={css.where}>{minutes.place}</p>}
        {minutes.date && <p className={css.where}>{texts.date(minutes.date)}</p>}
        <Figures minutes={minutes} texts={texts} />
      </header>
      <AttendanceTable minutes={minutes} texts={texts} />
      <RecurrenceTables minutes={minutes} texts={texts} />
      {minutes.sections.map((section) => (
        <section key={section.sectionId ?? ''} className={css.section}>
          <h2>{section.title}</h2>
          {section.groups.length === 0 && <p className={css.nothing}>{texts.nothing}</p>}
          {section.groups.map((group) => (
            <MinutesGroupTable
              key={group.groupId}
              group={group}
              section={section.title}
              texts={texts}
              words={words}
            />
          ))}
        </section>
      ))}
      {minutes.asides.length > 0 && <Asides asides={minutes.asides} texts={texts} />}
    </article>
  )
}

type FiguresProps = { readonly minutes: Minutes; readonly texts: MinutesTexts }

function Figures({ minutes, texts }: FiguresProps) {
  const figures = figuresOf(minutes)
  if (figures.notes + figures.people === 0) return <p className={css.empty}>{texts.empty}</p>
  const shown = [
    ...(figures.people > 0 ? [texts.people(figures.people)] : []),
    texts.groups(figures.groups),
    texts.notes(figures.notes),
    ...(figures.themes > 0 ? [texts.themes(figures.themes)] : []),
  ]
  return (
    <ul role="list" className={css.figures}>
      {shown.map((figure) => (
        <Figure key={figure} text={figure} />
      ))}
    </ul>
  )
}

/** « 50 personnes »: the figure large, its word below; one text for who listens. */
function Figure({ text }: { readonly text: string }) {
  const gap = text.indexOf(' ')
  return (
    <li>
      <b>{text.slice(0, gap)}</b> {text.slice(gap + 1)}
    </li>
  )
}

type AsidesProps = { readonly asides: readonly MinutesAside[]; readonly texts: MinutesTexts }

function Asides({ asides, texts }: AsidesProps) {
  return (
    <section className={css.section}>
      <h2>{texts.asides}</h2>
      <p className={css.intro}>{texts.asidesIntro}</p>
      <table className={css.asides}>
        <thead>
          <tr>
            <th scope="col">{texts.asideGroup}</th>
            <th scope="col">{texts.asideText}</th>
            <th scope="col">{texts.asideReason}</th>
          </tr>
        </thead>
        <tbody>
          {asides.map((aside) => (
            <tr key={aside.cardId}>
              <td>{aside.groupName}</td>
              <td>{aside.text}</td>
              <td>{aside.reason || texts.noReason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
