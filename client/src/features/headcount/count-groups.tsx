import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

import type { BoardGroup } from '@murmure/shared/board'
import { type Headcount, NO_HEADCOUNT } from '@murmure/shared/group'
import type { GroupId } from '@murmure/shared/ids'
import { headcountLine } from '@murmure/shared/minutes/lines'
import { minutesWords } from '@murmure/shared/minutes/words'

import { useCorrectCounts } from '../../documents/correct-counts.ts'
import { useBoard, useConnection } from '../../documents/use-board.ts'
import { countsEn } from '../../texts/counts.en.ts'
import { countsFr } from '../../texts/counts.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './count-groups.module.css'
import {
  COUNT_FIELDS,
  type CountField,
  type CountPlan,
  planCounts,
  shownCounts,
  type TypedCounts,
} from './plan-counts.ts'

const TEXTS = { fr: countsFr, en: countsEn }

type Wrong = { readonly groupId: GroupId; readonly field: CountField }
type Outcome = { readonly kind: 'typing' | 'sent' | 'later' } | ({ readonly kind: 'wrong' } & Wrong)

export type CountGroupsProps = { readonly groups: readonly BoardGroup[] }

/** How many people each group was, as the minutes will say it, over what its people declared one by one. */
export function CountGroups({ groups }: CountGroupsProps): ReactNode {
  const texts = useTexts(TEXTS)
  const { declaredBy, typed, outcome, type, submit } = useCounts(groups)
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className={css.why}>{texts.why}</p>
      {groups.map((group) => (
        <GroupFields
          key={group.groupId}
          group={group}
          declared={declaredBy(group.groupId)}
          typed={typed[group.groupId] ?? {}}
          wrong={
            outcome.kind === 'wrong' && outcome.groupId === group.groupId
              ? outcome.field
              : undefined
          }
          onType={(field, value) => type(group.groupId, field, value)}
        />
      ))}
      <div className={css.foot}>
        <Receipt outcome={outcome} />
        <Button type="submit" look="strong">
          {texts.save}
        </Button>
      </div>
    </form>
  )
}

function useCounts(groups: readonly BoardGroup[]) {
  const headcounts = useBoard((board) => board.session.headcounts)
  const correct = useCorrectCounts()
  const [typed, setTyped] = useState<{ readonly [groupId: GroupId]: TypedCounts }>({})
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'typing' })
  const declaredBy = (groupId: GroupId): Headcount => headcounts[groupId] ?? NO_HEADCOUNT
  const planOf = ({ groupId, headcount }: BoardGroup): CountPlan =>
    planCounts(declaredBy(groupId), headcount, typed[groupId] ?? {})

  return {
    declaredBy,
    typed,
    outcome,
    type: (groupId: GroupId, field: CountField, value: string) => {
      setTyped((all) => ({ ...all, [groupId]: { ...all[groupId], [field]: value } }))
      setOutcome({ kind: 'typing' })
    },
    /** All groups or none: what is half saved would have to be explained. */
    submit: (event: FormEvent) => {
      event.preventDefault()
      const plans = groups.map((group) => ({ groupId: group.groupId, plan: planOf(group) }))
      for (const { groupId, plan } of plans)
        if (plan.kind === 'wrong') return setOutcome({ ...plan, groupId })
      const isDone = plans.every(
        ({ groupId, plan }) =>
          plan.kind === 'wrong' ||
          plan.corrections.length === 0 ||
          correct(groupId, plan.corrections),
      )
      // What was not taken stays typed; what was is no change any more.
      if (isDone) setTyped({})
      return setOutcome({ kind: isDone ? 'sent' : 'later' })
    },
  }
}

type GroupFieldsProps = {
  readonly group: BoardGroup
  readonly declared: Headcount
  readonly typed: TypedCounts
  readonly wrong: CountField | undefined
  readonly onType: (field: CountField, value: string) => void
}

function GroupFields({ group, declared, typed, wrong, onType }: GroupFieldsProps): ReactNode {
  const texts = useTexts(TEXTS)
  const words = minutesWords(useBoard((board) => board.meta.locale))
  const id = useId()
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wrong) fields.current?.querySelector<HTMLInputElement>('[aria-invalid=true]')?.focus()
  }, [wrong])
  const line = headcountLine(declared, words)
  const values = { ...shownCounts(declared, group.headcount), ...typed }
  return (
    <fieldset className={css.group}>
      <legend>
        <GroupSign sign={group.sign} /> {group.name}
      </legend>
      <div className={css.fields} ref={fields}>
        {[...COUNT_FIELDS, 'departments' as const].map((field) => (
          <label key={field}>
            {texts.fields[field]}
            <input
              value={values[field]}
              autoComplete="off"
              {...(field === 'departments'
                ? { placeholder: texts.departmentsExample, autoCapitalize: 'characters' }
                : { inputMode: 'numeric', maxLength: 4 })}
              aria-describedby={id}
              aria-invalid={wrong === field}
              onChange={(event) => onType(field, event.target.value)}
            />
          </label>
        ))}
      </div>
      <p id={id} className={wrong ? css.wrong : css.declared}>
        {wrong
          ? texts.wrong[wrong]
          : line === undefined
            ? texts.nothingDeclared
            : texts.declared(line)}
      </p>
    </fieldset>
  )
}

/** Only what the server has is saved. */
function Receipt({ outcome }: { readonly outcome: Outcome }): ReactNode {
  const texts = useTexts(TEXTS)
  const { state, waiting } = useConnection()
  const isOnline = state === 'online'
  const sent = isOnline ? (waiting === 0 ? texts.saved : texts.saving) : texts.notSaved
  const text = outcome.kind === 'sent' ? sent : outcome.kind === 'later' ? texts.later : ''
  return (
    <p role="status" data-saved={text === texts.saved || undefined} className={css.receipt}>
      {text === texts.saved && <Icon name="check" size={17} />}
      {text}
    </p>
  )
}
