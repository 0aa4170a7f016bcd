import { type ReactNode, useId, useState } from 'react'

import type { Group } from '@murmure/shared/group'
import type { CreatedSession } from '@murmure/shared/protocol/http'

import { downloadCopy } from '../../documents/api.ts'
import type { useExtraSheets } from '../../features/kit/use-extra-sheets.ts'
import type { Wifi } from '../../features/kit/wifi-code.ts'
import { saveFile } from '../../features/minutes/save-file.ts'
import { kitEn } from '../../texts/kit.en.ts'
import { kitFr } from '../../texts/kit.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Brand } from '../../ui/brand.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import css from './kit-page.module.css'

const TEXTS = { fr: kitFr, en: kitEn }

export type KitToolsProps = {
  readonly session: CreatedSession
  readonly groups: readonly Group[]
  readonly wifi: Wifi
  readonly onWifi: (wifi: Wifi) => void
  readonly extras: ReturnType<typeof useExtraSheets>
}

/** What is done here before printing; none of it is printed. */
export function KitTools({ session, groups, wifi, onWifi, extras }: KitToolsProps): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <div className={css.tools}>
      <Brand size={28} />
      <h1>{texts.title}</h1>
      <p>{texts.intro}</p>
      <p className={css.acts}>
        <Button look="strong" icon="print" onClick={() => window.print()}>
          {texts.print}
        </Button>
        <a className={buttonClass({})} href={`/a/${session.boardId}`}>
          {texts.wall}
        </a>
      </p>
      <WifiFields wifi={wifi} onWifi={onWifi} />
      <ExtraFields groups={groups} extras={extras} />
      <SaveCopy session={session} />
    </div>
  )
}

function WifiFields({ wifi, onWifi }: Pick<KitToolsProps, 'wifi' | 'onWifi'>): ReactNode {
  const texts = useTexts(TEXTS)
  const ids = { name: useId(), password: useId() }
  return (
    <fieldset className={css.part}>
      <legend>{texts.wifi}</legend>
      <p>{texts.wifiHint}</p>
      <div className={css.fields}>
        <div>
          <label htmlFor={ids.name}>{texts.wifiName}</label>
          <input
            id={ids.name}
            value={wifi.name}
            autoComplete="off"
            maxLength={64}
            onChange={(event) => onWifi({ ...wifi, name: event.currentTarget.value })}
          />
        </div>
        <div>
          <label htmlFor={ids.password}>{texts.wifiPassword}</label>
          <input
            id={ids.password}
            value={wifi.password}
            autoComplete="off"
            maxLength={64}
            onChange={(event) => onWifi({ ...wifi, password: event.currentTarget.value })}
          />
        </div>
      </div>
    </fieldset>
  )
}

function ExtraFields({ groups, extras }: Pick<KitToolsProps, 'groups' | 'extras'>): ReactNode {
  const texts = useTexts(TEXTS)
  const [groupId, setGroupId] = useState(groups[0]?.groupId)
  const group = groups.find((each) => each.groupId === groupId)
  const id = useId()
  return (
    <fieldset className={css.part}>
      <legend>{texts.extra}</legend>
      <p>{texts.extraHint}</p>
      <label htmlFor={id}>{texts.scribeGroup}</label>
      <select id={id} value={groupId} onChange={(event) => setGroupId(event.currentTarget.value)}>
        {groups.map((each) => (
          <option key={each.groupId} value={each.groupId}>
            {each.name}
          </option>
        ))}
      </select>
      <div className={css.acts}>
        <Button
          icon="plus"
          disabled={extras.isAsking || !group}
          onClick={() => group && extras.addScribe(group)}
        >
          {extras.isAsking ? texts.adding : texts.addScribe}
        </Button>
        {groups
          .filter(({ kind }) => kind === 'centre')
          .map((centre) => (
            <Button
              key={centre.groupId}
              icon="screen"
              disabled={extras.isAsking}
              onClick={() => extras.addScreen(centre)}
            >
              {extras.isAsking ? texts.adding : texts.addScreen(centre.name)}
            </Button>
          ))}
        <Button icon="plus" disabled={extras.isAsking} onClick={extras.addFacilitator}>
          {extras.isAsking ? texts.adding : texts.addFacilitator}
        </Button>
      </div>
      {extras.refusal !== undefined && (
        <p role="alert" className={css.refused}>
          {extras.refusal}
        </p>
      )}
    </fieldset>
  )
}

function SaveCopy({ session }: { readonly session: CreatedSession }): ReactNode {
  const texts = useTexts(TEXTS)
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)

  async function save(): Promise<void> {
    setAsking(true)
    const answer = await downloadCopy(session)
    setAsking(false)
    setRefusal(answer.ok ? undefined : (answer.error.detail ?? answer.error.title))
    if (answer.ok) saveFile(answer.value)
  }

  return (
    <fieldset className={css.part}>
      <legend>{texts.copy}</legend>
      <p>{texts.copyHint}</p>
      <div className={css.acts}>
        <Button icon="document" disabled={isAsking} onClick={() => void save()}>
          {isAsking ? texts.saving : texts.saveCopy}
        </Button>
      </div>
      {refusal !== undefined && (
        <p role="alert" className={css.refused}>
          {refusal}
        </p>
      )}
    </fieldset>
  )
}
