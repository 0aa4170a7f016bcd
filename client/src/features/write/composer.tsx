import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'

import type { Column } from '@murmure/shared/column'
import type { Group } from '@murmure/shared/group'
import type { CardId, ColumnId } from '@murmure/shared/ids'

import type { Drafts } from '../../documents/drafts.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { writeEn } from '../../texts/write.en.ts'
import { writeFr } from '../../texts/write.fr.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ColumnChoice } from './column-choice.tsx'
import css from './composer.module.css'
import { countSigns } from './graphemes.ts'
import { judgeNote, type NoteVerdict } from './judge-note.ts'

const TEXTS = { fr: writeFr, en: writeEn }

export type ComposerProps = {
  readonly group: Group
  /** The columns of the open sections: at least one. */
  readonly columns: readonly Column[]
  readonly drafts: Drafts
  readonly createCardId: () => CardId
  readonly onStick: (note: {
    readonly cardId: CardId
    readonly columnId: ColumnId
    readonly text: string
  }) => void
}

type Refusal = 'empty' | 'chooseColumn' | 'tooLong'

/**
 * Writes one note at a time. The field is never controlled: writing into it while a keyboard composes or
 * dictates corrupts the text. Each sign goes to the browser's storage; the room sees nothing half-written.
 */
export function Composer(props: ComposerProps): ReactNode {
  const { group, columns } = props
  const texts = useTexts(TEXTS)
  const ids = { field: useId(), help: useId() }
  const field = useRef<HTMLTextAreaElement>(null)
  const { firstText, columnId, verdict, refusal, onSubmit, onInput, onChoose } = useWriting(
    {
      text: () => field.current?.value ?? '',
      focus: () => field.current?.focus(),
      clear: () => {
        if (field.current) field.current.value = ''
      },
    },
    props,
  )
  return (
    <form className={css.composer} aria-label={texts.region} onSubmit={onSubmit}>
      <ColumnChoice columns={columns} chosen={columnId} onChoose={onChoose} legend={texts.where} />
      <div className={`${css.paper} g-${group.sign.paper}`} data-paper={group.sign.paper}>
        <label className="visually-hidden" htmlFor={ids.field}>
          {texts.field}
        </label>
        <textarea
          ref={field}
          id={ids.field}
          className={css.field}
          defaultValue={firstText}
          placeholder={texts.placeholder}
          onInput={onInput}
          rows={3}
          spellCheck
          autoCapitalize="sentences"
          autoComplete="off"
          aria-describedby={ids.help}
          aria-invalid={refusal !== undefined && refusal !== 'chooseColumn'}
        />
        <GroupSign sign={group.sign} size={20} />
        <span className={css.left} id={ids.help}>
          {remark(verdict, texts)}
        </span>
      </div>
      {refusal && (
        <p className={css.refusal} role="alert">
          <Icon name="alert" size={17} />
          {texts[refusal]}
        </p>
      )}
      <Button type="submit" look="strong" size="thumb" icon="send">
        {texts.stick}
      </Button>
    </form>
  )
}

/** The field, which React does not control. */
type Editor = {
  readonly text: () => string
  readonly focus: () => void
  readonly clear: () => void
}

function useWriting(editor: Editor, { columns, drafts, createCardId, onStick }: ComposerProps) {
  const [kept] = useState(() => drafts.draft())
  const [wanted, setWanted] = useState<ColumnId | null>(kept?.columnId ?? null)
  const [verdict, setVerdict] = useState(() => judgeNote(kept?.text ?? '', countSigns))
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  const isJustStuck = useRef(false)
  const columnId = chosenColumn(columns, wanted)
  const cardId = (): CardId => drafts.draft()?.cardId ?? createCardId()

  function saveDraft(text: string, column: ColumnId | null): void {
    if (text.trim() === '') drafts.dropDraft()
    else drafts.saveDraft({ cardId: cardId(), columnId: column, text })
    setRefusal(undefined)
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    const text = editor.text().trim()
    const verdictNow = judgeNote(text, countSigns)
    // A tap that came twice: the note is on the wall, and nothing has been typed since.
    if (verdictNow.kind === 'empty' && isJustStuck.current) return
    const reason = refuse(verdictNow, columnId)
    setRefusal(reason)
    if (reason !== undefined && reason !== 'chooseColumn') editor.focus()
    if (reason !== undefined || columnId === null) return
    onStick({ cardId: cardId(), columnId, text })
    isJustStuck.current = true
    drafts.dropDraft()
    editor.clear()
    setVerdict({ kind: 'empty' })
  }

  return {
    firstText: kept?.text,
    columnId,
    verdict,
    refusal,
    onSubmit,
    onInput: () => {
      isJustStuck.current = false
      saveDraft(editor.text(), columnId)
      setVerdict(judgeNote(editor.text(), countSigns))
    },
    onChoose: (column: ColumnId) => {
      setWanted(column)
      saveDraft(editor.text(), column)
    },
  }
}

/** The one chosen; the only one, where there is no choice; else none yet. */
function chosenColumn(columns: readonly Column[], wanted: ColumnId | null): ColumnId | null {
  if (columns.length === 1) return columns[0]?.columnId ?? null
  return columns.some((column) => column.columnId === wanted) ? wanted : null
}

function refuse(verdict: NoteVerdict, columnId: ColumnId | null): Refusal | undefined {
  if (verdict.kind === 'empty') return 'empty'
  if (verdict.kind === 'too-long') return 'tooLong'
  return columnId === null ? 'chooseColumn' : undefined
}

function remark(verdict: NoteVerdict, texts: typeof writeFr): string {
  switch (verdict.kind) {
    case 'empty':
      return ''
    case 'fits':
      return verdict.hint === 'one-idea' ? texts.oneIdea : ''
    case 'nearly-full':
      return texts.left(verdict.left)
    case 'too-long':
      return texts.over(verdict.over)
  }
}
