import type { Column, Section } from '@murmure/shared/column'
import { COLUMNS_MAX, QUESTION_MAX_UNITS, TITLE_MAX_UNITS } from '@murmure/shared/limits'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import { typeset } from '@murmure/shared/typography'
import { type FormEvent, type ReactNode, useState } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { columnsEn } from '../../texts/columns.en.ts'
import { columnsFr, type ColumnsTexts } from '../../texts/columns.fr.ts'
import { useLocale, useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SaveRow, useSaved } from '../../ui/save-row.tsx'
import css from '../../ui/settings.module.css'
import { Moves, useMoves } from './moves.tsx'
import { type Field, useField } from './use-field.ts'

type EditColumnsProps = {
  /** On the button of what stands there already, and what is said once it is done. */
  readonly save: string
  readonly saved: string
  /** Resolves to whether it was done. */
  readonly patch: (patch: PatchBoard) => Promise<boolean>
}

type PartProps = EditColumnsProps & { readonly words: ColumnsTexts }

/** The parts of the wall with their columns: named, asked about, and one more of each. */
export function EditColumns(props: EditColumnsProps) {
  const words = useTexts({ fr: columnsFr, en: columnsEn })
  const sections = useBoard((board) => board.sections)
  const columns = useBoard((board) => board.columns)
  // Read once: a colleague's column does not fold what is being typed here.
  const [wasAlone] = useState(columns.length === 1)
  const hasRoom = columns.length < COLUMNS_MAX
  const { root, said, move } = useMoves(words, props.patch)
  return (
    <div className={css.parts} ref={root}>
      <p className={css.hint}>{words.hint}</p>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {sections.map((section, rank) => (
        <section key={section.sectionId} aria-label={section.title}>
          <PartTitle {...props} words={words} section={section}>
            <Moves
              {...{ words, rank }}
              id={section.sectionId}
              title={section.title}
              count={sections.length}
              onMove={(to) => move('sections', section.sectionId, to)}
            />
          </PartTitle>
          <ul role="list">
            {columns
              .filter((column) => column.section === section.sectionId)
              .map((column, place, own) => (
                <li key={column.columnId} className={css.entry}>
                  <ColumnEntry {...props} words={words} column={column} isOpen={wasAlone} />
                  <Moves
                    words={words}
                    rank={place}
                    id={column.columnId}
                    title={column.title}
                    count={own.length}
                    onMove={(to) => move('columns', column.columnId, to)}
                  />
                </li>
              ))}
            {hasRoom && (
              <li>
                <AddColumn {...props} words={words} section={section} />
              </li>
            )}
          </ul>
        </section>
      ))}
      {hasRoom ? (
        <AddPart {...props} words={words} />
      ) : (
        <p className={css.hint}>{words.full(COLUMNS_MAX)}</p>
      )}
    </div>
  )
}

type PartTitleProps = PartProps & { readonly section: Section; readonly children: ReactNode }

function PartTitle({ section, words, save, saved, patch, children }: PartTitleProps) {
  const title = useField(section.title)
  const { isSaved, settle } = useSaved(title.value)
  const submit = (): void => {
    if (title.change === undefined) return
    void patch({ sections: [{ sectionId: section.sectionId, title: title.change }] }).then(
      (isDone) => {
        if (isDone) title.settle()
        settle(isDone)
      },
    )
  }
  return (
    <Form className={css.partTitle} onSubmit={submit}>
      <TitleField label={words.partTitle} field={title} />
      {children}
      <SaveRow {...{ save, saved, isSaved }} isSame={title.change === undefined} />
    </Form>
  )
}

type EntryProps = PartProps & { readonly column: Column; readonly isOpen: boolean }

function ColumnEntry({ column, isOpen, words, save, saved, patch }: EntryProps) {
  const locale = useLocale()
  const title = useField(column.title)
  const question = useField(column.question)
  const isSame = title.change === undefined && question.change === undefined
  const { isSaved, settle } = useSaved(JSON.stringify([title.value, question.value]))
  const submit = (): void => {
    if (isSame) return
    // Only what changed: a colleague may be at the other one.
    const change = {
      ...(title.change !== undefined && { title: title.change }),
      ...(question.change !== undefined && { question: question.change }),
    }
    void patch({ columns: [{ columnId: column.columnId, ...change }] }).then((isDone) => {
      settle(isDone)
      if (!isDone) return
      title.settle()
      question.settle()
    })
  }
  return (
    <details open={isOpen}>
      <summary>
        <span>
          {column.title}
          <small>{typeset(column.question, locale)}</small>
        </span>
      </summary>
      <Form onSubmit={submit}>
        <TitleField label={words.columnTitle} field={title} />
        <QuestionField label={words.question} field={question} />
        <SaveRow {...{ save, saved, isSame, isSaved }} />
      </Form>
    </details>
  )
}

function AddColumn({ section, words, patch }: PartProps & { readonly section: Section }) {
  const title = useField()
  const question = useField()
  const submit = (): void => {
    const column = newColumn(title, question)
    if (!column) return
    void patch({ columns: [{ section: section.sectionId, ...column }] }).then((done) => {
      if (!done) return
      title.clear()
      question.clear()
    })
  }
  return (
    <details>
      <AddSummary label={words.addColumnTo(section.title)}>{words.addColumn}</AddSummary>
      <Form onSubmit={submit}>
        <TitleField label={words.columnTitle} field={title} />
        <QuestionField label={words.question} field={question} />
        <Button type="submit" look="strong">
          {words.addColumn}
        </Button>
      </Form>
    </details>
  )
}

/** A part comes with its first column: without any, nobody could write in it. */
function AddPart({ words, patch }: PartProps) {
  const part = useField()
  const title = useField()
  const question = useField()
  const submit = (): void => {
    const column = newColumn(title, question)
    if (!column || part.change === undefined) return
    void patch({ sections: [{ title: part.change, columns: [column] }] }).then((done) => {
      if (!done) return
      for (const field of [part, title, question]) field.clear()
    })
  }
  return (
    <details className={css.addPart}>
      <AddSummary>{words.addPart}</AddSummary>
      <Form onSubmit={submit}>
        <TitleField label={words.partTitle} field={part} />
        <TitleField label={words.columnTitle} field={title} />
        <QuestionField label={words.question} field={question} />
        <Button type="submit" look="strong">
          {words.addPart}
        </Button>
      </Form>
    </details>
  )
}

function newColumn({ change: title }: Field, { change: question }: Field) {
  return title === undefined || question === undefined ? undefined : { title, question }
}

function AddSummary({ label, children }: { readonly label?: string; readonly children: string }) {
  return (
    <summary className={css.add} aria-label={label}>
      <Icon name="plus" />
      {children}
    </summary>
  )
}

type FormProps = {
  readonly className?: string | undefined
  readonly onSubmit: () => void
  readonly children: ReactNode
}

function Form({ className = css.form, onSubmit, children }: FormProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className={className} onSubmit={submit}>
      {children}
    </form>
  )
}

type FieldProps = { readonly label: string; readonly field: Field }

function TitleField({ label, field }: FieldProps) {
  return (
    <label>
      {label}
      <input
        required
        maxLength={TITLE_MAX_UNITS}
        value={field.value}
        onChange={(event) => field.type(event.target.value)}
      />
    </label>
  )
}

/** One line, however long: it wraps where a phone would cut it, and Enter saves. */
function QuestionField({ label, field }: FieldProps) {
  return (
    <label>
      {label}
      <textarea
        required
        rows={2}
        maxLength={QUESTION_MAX_UNITS}
        value={field.value}
        onChange={(event) => field.type(event.target.value.replaceAll(/\s*\n\s*/g, ' '))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      />
    </label>
  )
}
