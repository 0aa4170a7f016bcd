import { type ReactNode, useId, useState } from 'react'

import type { Group } from '@murmure/shared/group'
import type { CreatedSession } from '@murmure/shared/protocol/http'

import { downloadCopy } from '../../documents/api.ts'
import { askRenewed } from '../../documents/ask-renewed.ts'
import type { ExtraKind, useExtraSheets } from '../../features/kit/use-extra-sheets.ts'
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
        {group && (
          <ExtraButton
            extra={{ kind: 'scribe', group }}
            extras={extras}
            add={texts.addScribe}
            see={texts.seeScribe}
          />
        )}
        {groups
          .filter(({ kind }) => kind === 'centre')
          .map((centre) => (
            <ExtraButton
              key={centre.groupId}
              extra={{ kind: 'screen', group: centre }}
              extras={extras}
              add={texts.addScreen(centre.name)}
              see={texts.seeScreen(centre.name)}
            />
          ))}
        <ExtraButton
          extra={{ kind: 'facilitator' }}
          extras={extras}
          add={texts.addFacilitator}
          see={texts.seeFacilitator}
        />
      </div>
      {extras.refusal !== undefined && (
        <p role="alert" className={css.refused}>
          {extras.refusal}
        </p>
      )}
    </fieldset>
  )
}

function ExtraButton(props: {
  readonly extra: ExtraKind
  readonly extras: KitToolsProps['extras']
  readonly add: string
  /** Once it is there. */
  readonly see: string
}): ReactNode {
  const { extra, extras, add, see } = props
  const texts = useTexts(TEXTS)
  const isThere = extras.has(extra)
  return (
    <Button
      icon={isThere ? 'check' : extra.kind === 'screen' ? 'screen' : 'plus'}
      disabled={extras.isAsking}
      onClick={() => extras.ask(extra)}
    >
      {extras.isAsking ? texts.adding : isThere ? see : add}
    </Button>
  )
}

function SaveCopy({ session }: { readonly session: CreatedSession }): ReactNode {
  const texts = useTexts(TEXTS)
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)

  async function save(): Promise<void> {
    setAsking(true)
    const answer = await askRenewed(session, downloadCopy)
    setAsking(false)
    setRefusal(answer.ok ? undefined : (answer.error.detail ?? answer.error.title))
    if (answer.ok) saveFile(answer.value.value)
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
