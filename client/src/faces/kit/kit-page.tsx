import { type ReactNode, useEffect, useState } from 'react'

import type { BoardSettings, CreatedSession } from '@murmure/shared/protocol/http'

import { type Entrance, GroupSheet, LinkSheet } from '../../features/kit/sheet.tsx'
import { type ExtraSheet, useExtraSheets } from '../../features/kit/use-extra-sheets.ts'
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
  const { title, locale } = settings.meta
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
          <Extra key={sheet.link} sheet={sheet} title={title} wifi={wifi} />
        ))}
      </div>
    </main>
  )
}

function Extra(props: {
  readonly sheet: ExtraSheet
  readonly title: string
  readonly wifi: Wifi
}): ReactNode {
  const { sheet, title, wifi } = props
  const texts = useTexts({ fr: kitFr, en: kitEn })
  return sheet.kind === 'scribe' ? (
    <LinkSheet
      name={texts.scribe(sheet.group.name)}
      group={sheet.group}
      link={sheet.link}
      label={texts.scribeQr}
      help={texts.scribeHelp}
      title={title}
      wifi={wifi}
    />
  ) : (
    <LinkSheet
      name={texts.spare}
      link={sheet.link}
      label={texts.spareQr}
      help={texts.spareHelp}
      title={title}
      wifi={wifi}
    />
  )
}
