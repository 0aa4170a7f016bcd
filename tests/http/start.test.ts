import { readFile, stat, writeFile } from 'node:fs/promises'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { bearerOfHeader, bearerOfProtocols } from '@murmure/server/auth/bearer'
import { createCode, createSecret, hashSecret } from '@murmure/server/auth/secrets'
import { loadSigningKey } from '@murmure/server/auth/signing-key'
import { readConfig, readOperatorLocale } from '@murmure/server/config'
import { contentDisposition } from '@murmure/server/http/content-disposition'
import { lanAddresses } from '@murmure/server/start/lan-addresses'
import { START_TEXTS } from '@murmure/server/start/texts'
import { welcome } from '@murmure/server/start/welcome'
import { describe, expect, onTestFinished, test } from 'vitest'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

describe('configuration', () => {
  test('has defaults; an empty variable counts as absent', () => {
    expect(readConfig({ PORT: '', HOST: ' ' })).toEqual({
      ok: true,
      value: {
        port: 3000,
        host: '0.0.0.0',
        dataDir: './data',
        publicOrigin: undefined,
        trustProxy: false,
        logLevel: 'warn',
      },
    })
  })

  test('is read', () => {
    const read = readConfig({
      PORT: '0',
      PUBLIC_URL: 'https://murs.exemple.fr/',
      TRUST_PROXY: '127.0.0.1, 10.0.0.0/8',
    })
    expect(read).toMatchObject({
      ok: true,
      value: {
        port: 0,
        publicOrigin: 'https://murs.exemple.fr',
        trustProxy: ['127.0.0.1', '10.0.0.0/8'],
      },
    })
    expect(readConfig({ TRUST_PROXY: 'true' })).toMatchObject({ value: { trustProxy: true } })
  })

  test.each([
    ['PORT', 'trois mille'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'murs.exemple.fr'],
    ['PUBLIC_URL', 'https://exemple.fr/murs'],
    ['TRUST_PROXY', '2'],
    ['TRUST_PROXY', 'mon-proxy'],
    ['LOG_LEVEL', 'fort'],
    ['DATABASE_URL', 'postgres://localhost/murmure'],
    ['REDIS_URL', 'redis://localhost'],
  ] as const)('stops the start with a sentence: %s=%s', (name, value) => {
    const read = readConfig({ [name]: value })
    expect(read).toEqual({ ok: false, error: { name, value } })
    for (const texts of Object.values(START_TEXTS)) {
      const sentence = texts.config[name](value)
      expect(sentence).toMatch(/^[^.].*\.$/)
      expect(sentence).toContain(name)
    }
  })

  test.each([
    [{}, 'fr'],
    [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
    [{ LANG: 'C.UTF-8' }, 'fr'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'fr_FR', LC_ALL: 'de_DE' }, 'en'],
  ])('the operator with %j reads %s', (environment, locale) => {
    expect(readOperatorLocale(environment)).toBe(locale)
  })
})

test('the best address of the local network comes first', () => {
  const ipv4 = (address: string) => [{ address, family: 'IPv4', internal: false }]
  const addresses = lanAddresses({
    lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
    docker0: ipv4('172.17.0.1'),
    tun0: ipv4('10.8.0.2'),
    usb0: ipv4('169.254.3.4'),
    wlan0: [
      { address: 'fe80::1', family: 'IPv6', internal: false },
      { address: '192.168.1.20', family: 'IPv4', internal: false },
    ],
  })
  expect(addresses).toEqual(['192.168.1.20', '10.8.0.2', '172.17.0.1'])
})

test('the welcome names every address, a QR code and the folder', () => {
  const lan = ['192.168.1.20']
  const text = welcome(
    { port: 3000, lan, publicOrigin: undefined, dataDir: '/srv/murmure' },
    START_TEXTS.fr,
  )
  expect(text).toContain('http://localhost:3000')
  expect(text).toContain('http://192.168.1.20:3000')
  expect(text).toContain('/srv/murmure')
  expect(text).toMatch(/[▀▄█]{5}/)
  const alone = welcome(
    { port: 1, lan: [], publicOrigin: undefined, dataDir: '/d' },
    START_TEXTS.en,
  )
  expect(alone).not.toMatch(/[▀▄█]/)
})

describe('the signing key', () => {
  const makeFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'murmure-key-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    return folder
  }

  test('is made once, for its owner only, whoever comes first', async () => {
    const folder = makeFolder()
    const [first, second] = await Promise.all([
      loadSigningKey(folder, random),
      loadSigningKey(folder, random),
    ])
    expect(first).toEqual(second)
    expect(await loadSigningKey(folder, random)).toEqual(first)
    expect(readdirSync(folder)).toEqual(['secret.key'])
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)
    expect(await readFile(join(folder, 'secret.key'))).toHaveLength(32)
  })

  test('that is not one is said to be so, and left alone', async () => {
    const folder = makeFolder()
    const file = join(folder, 'secret.key')
    await writeFile(file, 'trop court')
    expect(await loadSigningKey(folder, random)).toEqual({ kind: 'bad-key', file })
    expect(await readFile(file, 'utf8')).toBe('trop court')
  })
})

test('secrets are 32 signs of base64url and stored as a hash; codes have six digits, without favour', () => {
  expect(createSecret(random)).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(hashSecret('x')).toMatch(/^[0-9a-f]{64}$/)
  const drawn = [0xff_ff_ff_ff, 0x00_00_00_2a]
  const scripted = () => {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, drawn.shift() ?? 0)
    return bytes
  }
  expect(createCode(scripted)).toBe('000042')
  expect(drawn).toEqual([])
})

test.each([
  ['Bearer a.b-c_d', 'a.b-c_d'],
  ['bearer a', 'a'],
  ['Basic a', undefined],
  ['Bearer a b', undefined],
  [undefined, undefined],
])('the bearer of %s is %s', (header, token) => {
  expect(bearerOfHeader(header)).toBe(token)
})

test('the bearer of a websocket is one of its protocols', () => {
  expect(bearerOfProtocols('murmure.v1, bearer.a.b.c')).toBe('a.b.c')
  expect(bearerOfProtocols('murmure.v1')).toBeUndefined()
  expect(bearerOfProtocols(undefined)).toBeUndefined()
})

test('a file name keeps its accents and loses what no file system takes', () => {
  expect(contentDisposition('Été : « A/B »\r\n.docx')).toBe(
    `attachment; filename="Ete - - A-B --.docx"; filename*=UTF-8''%C3%89t%C3%A9%20-%20%C2%AB%20A-B%20%C2%BB-.docx`,
  )
})
