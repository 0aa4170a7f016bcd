import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

import { createId } from '@murmure/shared/ids'
import { DECLARED_MAX } from '@murmure/shared/limits'

import { declareHeadcount } from '../../documents/api.ts'
import { browserRandom } from '../../documents/browser.ts'
import { type Declaration, loadDeclaration, saveDeclaration } from '../../documents/declaration.ts'
import { useSession } from '../../documents/use-board.ts'
import { headcountEn } from '../../texts/headcount.en.ts'
import { headcountFr } from '../../texts/headcount.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { departmentCode } from './department-code.ts'
import css from './headcount-form.module.css'

const TEXTS = { fr: headcountFr, en: headcountEn }
const KINDS = ['volunteer', 'employee', 'other'] as const

type Outcome =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string }

export type HeadcountFormProps = {
  readonly onClose: () => void
}

/** « Qui êtes-vous ? »: counted in the group's headcount, optional, correctable. */
export function HeadcountForm({ onClose }: HeadcountFormProps): ReactNode {
  const texts = useTexts(TEXTS)
  const title = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const { declared, outcome, onSubmit, withdraw } = useDeclaration(texts)
  useEffect(() => heading.current?.focus(), [])
  const isCounted = declared !== undefined && declared.count > 0
  return (
    <section className={css.panel} aria-labelledby={title}>
      <h2 id={title} ref={heading} tabIndex={-1}>
        {texts.title}
      </h2>
      <p className={css.why}>{texts.why}</p>
      <form className={css.form} onSubmit={onSubmit} noValidate>
        <Fields declared={declared} />
        <OutcomeLine outcome={outcome} sending={texts.sending} />
        <Button type="submit" look="strong" size="thumb" disabled={outcome.kind === 'sending'}>
          {isCounted ? texts.correct : texts.declare}
        </Button>
        {isCounted && <Button onClick={withdraw}>{texts.withdraw}</Button>}
        <Button onClick={onClose}>{texts.back}</Button>
      </form>
    </section>
  )
}

function Fields({ declared }: { readonly declared: Declaration | undefined }): ReactNode {
  const texts = useTexts(TEXTS)
  const ids = { department: useId(), hint: useId(), count: useId() }
  return (
    <>
      <fieldset className={css.kinds}>
        <legend>{texts.kind}</legend>
        {KINDS.map((kind) => (
          <label key={kind}>
            <input type="radio" name="kind" value={kind} defaultChecked={declared?.kind === kind} />
            <span>{texts.kinds[kind]}</span>
          </label>
        ))}
      </fieldset>
      <label htmlFor={ids.department}>{texts.department}</label>
      <input
        id={ids.department}
        name="department"
        defaultValue={declared?.department}
        maxLength={3}
        autoCapitalize="characters"
        autoComplete="off"
        aria-describedby={ids.hint}
      />
      <p className={css.hint} id={ids.hint}>
        {texts.departmentHint}
      </p>
      <label htmlFor={ids.count}>{texts.count}</label>
      <input
        id={ids.count}
        name="count"
        type="number"
        inputMode="numeric"
        min={1}
        max={DECLARED_MAX}
        defaultValue={Math.max(1, declared?.count ?? 1)}
      />
    </>
  )
}

function useDeclaration(texts: typeof headcountFr) {
  const session = useSession()
  const [declared, setDeclared] = useState(() => loadDeclaration(session.boardId))
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' })

  async function send(declaration: Declaration, said: string): Promise<void> {
    setOutcome({ kind: 'sending' })
    // Kept before it is sent: repeated after a lost answer, it replaces itself.
    saveDeclaration(session.boardId, declaration)
    const answer = await declareHeadcount(session, declaration)
    if (!answer.ok) {
      setOutcome({ kind: 'refused', text: answer.error.detail ?? answer.error.title })
      return
    }
    setDeclared(declaration)
    setOutcome({ kind: 'said', text: said })
  }

  return {
    declared,
    outcome,
    withdraw: () => {
      if (declared) void send({ ...declared, count: 0 }, texts.withdrawn)
    },
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      const read = readForm(new FormData(event.currentTarget))
      if (read.kind === 'incomplete') {
        setOutcome({ kind: 'refused', text: texts[read.reason] })
        return
      }
      const declarationId = declared?.declarationId ?? createId(browserRandom)
      void send({ declarationId, ...read.answer }, texts.declared)
    },
  }
}

function OutcomeLine(props: { readonly outcome: Outcome; readonly sending: string }): ReactNode {
  const { outcome, sending } = props
  if (outcome.kind === 'refused')
    return (
      <p role="alert" className={css.refused}>
        {outcome.text}
      </p>
    )
  const text = outcome.kind === 'said' ? outcome.text : outcome.kind === 'sending' ? sending : ''
  return (
    // Empty, it stays in the page: a status is announced when its text changes, not when it appears.
    <p role="status" className={text === '' ? 'visually-hidden' : css.said}>
      {text}
    </p>
  )
}

type Answer = Omit<Declaration, 'declarationId'>
type Reading =
  | { readonly kind: 'complete'; readonly answer: Answer }
  | { readonly kind: 'incomplete'; readonly reason: 'chooseKind' | 'departmentWrong' }

function readForm(data: FormData): Reading {
  const kind = KINDS.find((known) => known === data.get('kind'))
  if (!kind) return { kind: 'incomplete', reason: 'chooseKind' }
  const typed = data.get('department')
  const code = typeof typed === 'string' ? typed.trim() : ''
  const department = departmentCode(code)
  if (code !== '' && department === undefined)
    return { kind: 'incomplete', reason: 'departmentWrong' }
  const count = Math.min(DECLARED_MAX, Math.max(1, Math.trunc(Number(data.get('count'))) || 1))
  return {
    kind: 'complete',
    answer: { kind, count, ...(department !== undefined && { department }) },
  }
}
