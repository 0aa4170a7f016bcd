import type { Group } from '@murmure/shared/group'

/** A network as people type it from the sticker on the box. */
export type Wifi = { readonly name: string; readonly password: string }

/** The network of this hall; nothing for the sheet of a remote centre: whoever reads it is elsewhere. */
export function wifiFor(group: Pick<Group, 'kind'> | undefined, wifi: Wifi): Wifi | undefined {
  return wifi.name === '' || group?.kind === 'centre' ? undefined : wifi
}

/** What a phone's camera reads to join a network; without a password it is an open one. */
export function wifiCode({ name, password }: Wifi): string {
  return password === ''
    ? `WIFI:T:nopass;S:${escape(name)};;`
    : `WIFI:T:WPA;S:${escape(name)};P:${escape(password)};;`
}

/** These signs mean something in the code itself. */
const escape = (text: string): string => text.replace(/[\\;,:"]/g, '\\$&')
