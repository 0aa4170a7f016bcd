import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

import type { BoardCard } from '@murmure/shared/board'
import type { Group } from '@murmure/shared/group'

import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { writeEn } from '../../texts/write.en.ts'
import { writeFr } from '../../texts/write.fr.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Paper } from '../../ui/paper.tsx'
import { countSigns } from './graphemes.ts'
import { judgeNote } from './judge-note.ts'
import css from './group-note.module.css'

const TEXTS = { fr: phoneFr, en: phoneEn }
const WRITE_TEXTS = { fr: writeFr, en: writeEn }

export type GroupNoteProps = {
  readonly card: BoardCard
  readonly group: Group
  /** Not durable yet. */
  readonly waiting: boolean
  /** Whoever looks wrote it. */
  readonly own: boolean
  /** Whoever looks may correct it: their own, or a scribe's for the group, and its section is open. */
  readonly editable: boolean
  /** Somebody else has its correction open, as far as the server told. */
  readonly correctedElsewhere: boolean
  readonly onCorrect: (text: string) => void
  readonly onRemove: () => void
  readonly onRestore: () => void
  /** +1 when the correction opens, −1 when it closes. */
  readonly onCorrecting: (more: 1 | -1) => void
}

/** A note of the group, with its own state; one's own can be corrected and removed. */
export function GroupNote(props: GroupNoteProps): ReactNode {
  const { card, group, waiting, own, editable, correctedElsewhere } = props
  const { onCorrect, onRemove, onRestore, onCorrecting } = props
  const texts = useTexts(TEXTS).notes
  const [isEditing, setEditing] = useState(false)
  const pencil = useRef<HTMLDivElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) pencil.current?.querySelector('button')?.focus()
    wasEditing.current = isEditing
  }, [isEditing])

  if (isEditing && editable)
    return (
      <NoteEditor
        card={card}
        group={group}
        correctedElsewhere={correctedElsewhere}
        onDone={(text) => {
          if (text !== undefined && text !== card.text) onCorrect(text)
          setEditing(false)
        }}
        onRemove={() => {
          // One that somebody else wrote stays in the list, as taken away.
          setEditing(false)
          onRemove()
        }}
        onCorrecting={onCorrecting}
      />
    )
  const isRemoved = card.outcome.kind === 'aside' && card.outcome.reason === null
  return (
    <Paper
      as="li"
      paper={group.sign.paper}
      waiting={waiting}
      className={css.note ?? ''}
      data-card-id={card.cardId}
    >
      <p className={editable ? css.mine : ''}>{card.text}</p>
      {(waiting || !isRemoved) && (
        <State icon={waiting ? 'waiting' : 'check'}>{waiting ? texts.waiting : texts.saved}</State>
      )}
      {correctedElsewhere && <State icon="pencil">{texts.correcting}</State>}
      <Fate card={card} own={own} onRestore={editable ? onRestore : undefined} />
      {editable && !isRemoved && (
        <div className={css.pencil} ref={pencil}>
          <IconButton
            icon="pencil"
            label={correctedElsewhere ? texts.editAnyway : own ? texts.edit : texts.editOther}
            onClick={() => setEditing(true)}
          />
        </div>
      )}
    </Paper>
  )
}

type FateProps = {
  readonly card: BoardCard
  readonly own: boolean
  /** undefined: whoever looks may not write there. */
  readonly onRestore: (() => void) | undefined
}

/**
 * What others made of a note: who corrected it last, or that it is off the wall, and that nothing is lost. A page
 * knows what it may read: before « Dévoiler » only what was done in the group's own document.
 */
function Fate({ card, own, onRestore }: FateProps): ReactNode {
  const texts = useTexts(TEXTS).notes
  const { corrected, outcome } = card
  if (outcome.kind !== 'aside')
    return corrected ? <State icon="pencil">{texts.correctedBy[corrected]}</State> : null
  const { reason, unquoted } = outcome
  return (
    <div className={css.aside}>
      {/* One's own leaves one's list when one removes it: there it was somebody else. */}
      <State icon="eyeOff">
        {reason !== null ? texts.aside : own ? texts.removed : texts.removedOther}
      </State>
      <p>
        {reason && `${texts.asideReason(reason)} `}
        {unquoted ? texts.unquoted : texts.cited}
      </p>
      {/* Taken out of the group's own document: among those who write there. Off the wall: the facilitators'. */}
      {onRestore && reason === null && (
        <Button icon="undo" onClick={onRestore}>
          {texts.restore}
        </Button>
      )}
    </div>
  )
}

type StateProps = { readonly icon: IconName; readonly children: string }

function State({ icon, children }: StateProps): ReactNode {
  return (
    <span className={css.state}>
      <Icon name={icon} size={17} />
      {children}
    </span>
  )
}

type NoteEditorProps = {
  readonly card: BoardCard
  readonly group: Group
  readonly correctedElsewhere: boolean
  /** undefined: nothing is to change. */
  readonly onDone: (text: string | undefined) => void
  readonly onRemove: () => void
  readonly onCorrecting: (more: 1 | -1) => void
}

function NoteEditor(props: NoteEditorProps): ReactNode {
  const { card, group, correctedElsewhere, onDone, onRemove, onCorrecting } = props
  const texts = useTexts(TEXTS).edit
  const writeTexts = useTexts(WRITE_TEXTS)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [refusal, setRefusal] = useState<string | undefined>(undefined)
  useEffect(() => {
    const end = field.current?.value.length ?? 0
    field.current?.focus()
    field.current?.setSelectionRange(end, end)
    // With its buttons: under the writing panel « Coller sur le mur » looks like the way to keep a correction.
    field.current?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [])

  useTold(onCorrecting)

  function save(): void {
    const text = (field.current?.value ?? '').trim()
    const verdict = judgeNote(text, countSigns)
    if (verdict.kind === 'empty') setRefusal(texts.empty)
    else if (verdict.kind === 'too-long') setRefusal(writeTexts.over(verdict.over))
    else onDone(text)
  }

  return (
    <Paper as="li" paper={group.sign.paper} className={css.note ?? ''}>
      <label className="visually-hidden" htmlFor={id}>
        {texts.field}
      </label>
      <textarea
        ref={field}
        id={id}
        className={css.field}
        defaultValue={card.text}
        rows={3}
        spellCheck
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(undefined)
        }}
      />
      <ElsewhereLine text={card.text} correctedElsewhere={correctedElsewhere} />
      {refusal !== undefined && (
        <p className={css.refusal} role="alert">
          {refusal}
        </p>
      )}
      <div className={css.acts}>
        <Button look="strong" onClick={save}>
          {texts.save}
        </Button>
        <Button onClick={() => onDone(undefined)}>{texts.cancel}</Button>
        <Button look="bare" onClick={onRemove}>
          {texts.remove}
        </Button>
      </div>
    </Paper>
  )
}

type ElsewhereLineProps = { readonly text: string; readonly correctedElsewhere: boolean }

/** Warns, and locks nothing: a hint may outlast who gave it. */
function ElsewhereLine({ text, correctedElsewhere }: ElsewhereLineProps): ReactNode {
  const texts = useTexts(TEXTS).edit
  const [opened] = useState(text)
  const warning = text === opened ? correctedElsewhere && texts.both : texts.changed(text)
  return (
    <p className={`${css.state} ${css.elsewhere}`} role="status">
      {warning && <Icon name="pencil" size={17} />}
      {warning}
    </p>
  )
}

/** Also told when the editor closes by itself: the section was closed, or the note taken away elsewhere. */
function useTold(onCorrecting: (more: 1 | -1) => void): void {
  const told = useRef(onCorrecting)
  useEffect(() => {
    const tell = told.current
    tell(1)
    return () => tell(-1)
  }, [])
}
