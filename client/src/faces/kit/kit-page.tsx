import { type ReactNode, useEffect, useState } from 'react'

import type { BoardSettings, CreatedSession } from '@murmure/shared/protocol/http'
import type { Visio } from '@murmure/shared/visio'

import { type Entrance, GroupSheet, LinkSheet } from '../../features/kit/sheet.tsx'
import { type ExtraSheet, idOfExtra, useExtraSheets } from '../../features/kit/use-extra-sheets.ts'
import type { Wifi } from '../../features/kit/wifi-code.ts'
import { kitEn } from '../../texts/kit.en.ts'
import { kitFr } from '../../texts/kit.fr.ts'
import { chooseLocale } from '../../texts/locale.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { KitTools } from './kit-tools.tsx'
import css from './kit-page.module.css'

const NO_WIFI: Wifi = { name: '', password: '' }

export type KitPageProps = {
  readonly session: CreatedSession
  readonly settings: BoardSettings
}

/** The tools on the screen, the sheets on paper. */
export function KitPage({ session, settings }: KitPageProps): ReactNode {
  const texts = useTexts({ fr: kitFr, en: kitEn })
  const [wifi, setWifi] = useState(NO_WIFI)
  const extras = useExtraSheets(session)
  const { title, locale, visio } = settings.meta
  useEffect(() => chooseLocale(locale), [locale])
  useEffect(() => {
    document.title = texts.pageTitle(title)
  }, [texts, title])
  const entrance: Entrance = { title, code: settings.code, joinLink: settings.links.join, wifi }
  return (
    <main className={css.page}>
      <KitTools
        session={session}
        groups={settings.groups}
        wifi={wifi}
        onWifi={setWifi}
        extras={extras}
      />
      <div className={css.sheets}>
        {settings.groups.map((group) => (
          <GroupSheet key={group.groupId} group={group} entrance={entrance} />
        ))}
        {extras.sheets.map((sheet) => (
          <Extra key={sheet.link} {...{ sheet, title, visio, wifi }} />
        ))}
      </div>
    </main>
  )
}

/** The address, and the password or whatever else has been noted beside it. */
const visioInWords = ({ url, label }: Visio): string =>
  label === undefined ? url : `${url} (${label})`

function Extra(props: {
  readonly sheet: ExtraSheet
  readonly title: string
  readonly visio: BoardSettings['meta']['visio']
  readonly wifi: Wifi
}): ReactNode {
  const { sheet, title, visio, wifi } = props
  const texts = useTexts({ fr: kitFr, en: kitEn })
  const shared = { id: idOfExtra(sheet), link: sheet.link, title, wifi }
  switch (sheet.kind) {
    case 'scribe':
      return (
        <LinkSheet
          name={texts.scribe(sheet.group.name)}
          group={sheet.group}
          label={texts.scribeQr}
          help={texts.scribeHelp}
          {...shared}
        />
      )
    case 'screen':
      return (
        <LinkSheet
          name={texts.screen(sheet.group.name)}
          group={sheet.group}
          label={texts.screenQr(sheet.group.name)}
          help={[...texts.screenHelp, ...(visio ? [texts.visioHelp(visioInWords(visio))] : [])]}
          {...shared}
        />
      )
    case 'facilitator':
      return (
        <LinkSheet name={texts.spare} label={texts.spareQr} help={texts.spareHelp} {...shared} />
      )
  }
}
