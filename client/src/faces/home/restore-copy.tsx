import { type FormEvent, type ReactNode, useId, useState } from 'react'

import { rememberWall } from '../../documents/recent-walls.ts'
import { type Restored, restoreCopy } from '../../documents/restore-copy.ts'
import { shelfEn } from '../../texts/shelf.en.ts'
import { shelfFr } from '../../texts/shelf.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './restore-copy.module.css'

/** A wall from the file that « Sauvegarder une copie » gave, on this server or another. */
export function RestoreCopy(): ReactNode {
  const texts = useTexts({ fr: shelfFr, en: shelfEn }).copy
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)
  const [fileName, setFileName] = useState<string | undefined>(undefined)
  const hintId = useId()

  async function restore(file: File): Promise<void> {
    setAsking(true)
    const outcome = await restoreCopy(file)
    setAsking(false)
    if (outcome.kind === 'restored') enter(outcome)
    else setRefusal(outcome.kind === 'refused' ? outcome.text : texts[outcome.kind])
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const file = new FormData(event.currentTarget).get('file')
    if (file instanceof File && file.size > 0) void restore(file)
    else setRefusal(texts.missing)
  }

  return (
    <details className={css.copy}>
      <summary>{texts.open}</summary>
      <form onSubmit={onSubmit}>
        <p id={hintId}>{texts.hint}</p>
        <div className={css.pick}>
          {/* The browser names its own button in its own language: ours stands in its place. */}
          <label className={buttonClass({})}>
            <Icon name="document" /> {texts.file}
            <input
              name="file"
              type="file"
              title={texts.file}
              accept=".json,application/json"
              aria-describedby={hintId}
              onChange={(event) => {
                setFileName(event.currentTarget.files?.[0]?.name)
                setRefusal(undefined)
              }}
            />
          </label>
          {fileName !== undefined && <span>{fileName}</span>}
        </div>
        {refusal !== undefined && (
          <p className={css.refused} role="alert">
            <Icon name="alert" /> {refusal}
          </p>
        )}
        <Button type="submit" look="strong" disabled={isAsking}>
          {isAsking ? texts.restoring : texts.restore}
        </Button>
      </form>
    </details>
  )
}

function enter({ created, title }: Extract<Restored, { kind: 'restored' }>): void {
  const { boardId, code, secrets } = created
  rememberWall({
    boardId,
    code,
    isCopy: true,
    title,
    secret: secrets.facilitator,
    screenSecret: secrets.screen,
    openedAt: Date.now(),
  })
  location.assign(`/a/${boardId}#${secrets.facilitator}`)
}
