import { renderUnicodeCompact } from 'uqr'

import type { StartTexts } from './texts.ts'

export type Welcome = {
  readonly port: number
  /** The best first. Empty when the server listens on this machine only. */
  readonly lan: readonly string[]
  readonly publicOrigin: string | undefined
  readonly dataDir: string
}

/** What stands in the terminal once the server listens: where to go, a QR code for phones, where the data is. */
export function welcome({ port, lan, publicOrigin, dataDir }: Welcome, texts: StartTexts): string {
  const addresses: [label: string, address: string][] = [
    [texts.thisMachine, `http://localhost:${port}`],
    ...lan.map((address): [string, string] => [texts.localNetwork, `http://${address}:${port}`]),
    ...(publicOrigin ? [[texts.publicAddress, publicOrigin] as [string, string]] : []),
  ]
  const width = Math.max(...addresses.map(([label]) => label.length))
  const forPhones = publicOrigin ?? (lan[0] === undefined ? undefined : `http://${lan[0]}:${port}`)
  return [
    '',
    'Murmure',
    '',
    ...addresses.map(([label, address]) => `  ${label.padEnd(width)}  ${address}`),
    ...(forPhones ? ['', renderUnicodeCompact(forPhones, { border: 2 })] : []),
    '',
    `  ${texts.data(dataDir)}`,
    `  ${texts.stop}`,
    '',
  ].join('\n')
}
