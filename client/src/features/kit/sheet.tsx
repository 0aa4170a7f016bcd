import type { Group } from '@murmure/shared/group'
import type { ReactNode } from 'react'

import { kitEn } from '../../texts/kit.en.ts'
import { kitFr } from '../../texts/kit.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Brand } from '../../ui/brand.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './sheet.module.css'
import { type Wifi, wifiCode, wifiFor } from './wifi-code.ts'

const TEXTS = { fr: kitFr, en: kitEn }

export type Entrance = {
  /** The board's title. */
  readonly title: string
  readonly code: string
  /** `http://…/r/482915` */
  readonly joinLink: string
  readonly wifi: Wifi
}

/** For a table: its sign, the square that leads into its group, and what helps without it. */
export function GroupSheet(props: {
  readonly group: Group
  readonly entrance: Entrance
}): ReactNode {
  const { group, entrance } = props
  const texts = useTexts(TEXTS)
  const link = `${entrance.joinLink}?group=${encodeURIComponent(group.groupId)}`
  return (
    <Sheet name={group.name} title={entrance.title} wifi={entrance.wifi} group={group}>
      <Square text={link} label={texts.joinQr(group.name)} help={texts.help} />
      <section className={css.way}>
        <p>{texts.without}</p>
        <dl>
          <div>
            <dt>{texts.address}</dt>
            <dd>{addressOf(entrance.joinLink)}</dd>
          </div>
          <div>
            <dt>{texts.code}</dt>
            <dd className={css.code}>{spacedCode(entrance.code)}</dd>
          </div>
        </dl>
      </section>
    </Sheet>
  )
}

/** For one who writes for the group, or runs the board: the link is the key. */
export function LinkSheet(props: {
  /** For the way to it. */
  readonly id: string
  readonly name: string
  readonly title: string
  readonly group?: Group
  readonly link: string
  readonly label: string
  readonly help: readonly string[]
  readonly wifi: Wifi
}): ReactNode {
  const { id, name, title, group, link, label, help, wifi } = props
  return (
    <Sheet id={id} name={name} title={title} wifi={wifi} {...(group && { group })}>
      <Square text={link} label={label} help={help} />
      <p className={css.link}>{link}</p>
    </Sheet>
  )
}

function Sheet(props: {
  readonly id?: string
  readonly name: string
  readonly title: string
  readonly wifi: Wifi
  readonly group?: Group
  readonly children: ReactNode
}): ReactNode {
  const { name, title, group, children } = props
  const wifi = wifiFor(group, props.wifi)
  return (
    <article id={props.id} tabIndex={-1} className={css.sheet} data-paper="" aria-label={name}>
      <header className={`${css.head} ${group ? `g-${group.sign.paper}` : css.plain}`}>
        {group && <GroupSign sign={group.sign} size={96} />}
        <div>
          <h2>{name}</h2>
          <p>{group?.room ?? title}</p>
        </div>
      </header>
      {wifi && <WifiPart wifi={wifi} />}
      {children}
      <footer className={css.foot}>
        <Brand size={20} /> <span>{title}</span>
      </footer>
    </article>
  )
}

function Square(props: {
  readonly text: string
  readonly label: string
  readonly help: readonly string[]
}): ReactNode {
  return (
    <section className={css.square}>
      <QrCode text={props.text} label={props.label} border={0} />
      <ol>
        {props.help.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </section>
  )
}

function WifiPart({ wifi }: { readonly wifi: Wifi }): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <section className={css.wifi}>
      <QrCode text={wifiCode(wifi)} label={texts.wifiQr} border={0} />
      <div>
        <h3>{texts.wifiFirst}</h3>
        <dl>
          <div>
            <dt>{texts.network}</dt>
            <dd>{wifi.name}</dd>
          </div>
          <div>
            <dt>{texts.password}</dt>
            <dd>{wifi.password === '' ? texts.openNetwork : wifi.password}</dd>
          </div>
        </dl>
      </div>
    </section>
  )
}

/** As one types it: `192.168.1.20:3000/r`. */
function addressOf(joinLink: string): string {
  const { host, protocol } = new URL(joinLink)
  return `${protocol === 'https:' ? '' : 'http://'}${host}/r`
}
