import { Visio, VisioUrl } from '@murmure/shared/visio'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { runs } from '../support/seed.ts'

test.each([
  'https://meet.jit.si/AssembleeDesCentres',
  'https://visio.exemple.fr:8443/b/abc-def?lang=fr#salle',
  'https://us02web.zoom.us/j/81234567890?pwd=abc',
  'https://visio.numerique.gouv.fr/abc-defg-hij',
  'https://xn--caf-dma.fr/salle',
  'https://192.168.1.20/salle',
  'https://exemple.fr',
  'https://exemple.fr/équipe@ville',
])('takes %s', (url) => {
  expect(Visio.parse({ url, label: ' Salle de visio ' })).toEqual({ url, label: 'Salle de visio' })
})

test.each([
  ['plain http', 'http://meet.jit.si/salle'],
  ['no protocol', 'meet.jit.si/salle'],
  ['a script', 'javascript:alert(1)//https://exemple.fr'],
  ['data', 'data:text/html,https://exemple.fr'],
  ['a name and a password', 'https://ada:secret@exemple.fr/salle'],
  ['a name', 'https://ada@exemple.fr/salle'],
  ['backslashes, which parsers forgive', 'https:\\\\exemple.fr\\salle'],
  ['a backslash before another host', 'https://exemple.fr\\@ailleurs.fr'],
  ['one slash', 'https:/exemple.fr'],
  ['no host', 'https:///salle'],
  ['this machine', 'https://localhost/salle'],
  ['an empty label', 'https://exemple..fr'],
  ['IPv6', 'https://[::1]/salle'],
  ['a blank inside', 'https://exemple.fr/une salle'],
  ['a zero byte', 'https://exemple.fr/\0salle'],
  ['too long', `https://exemple.fr/${'a'.repeat(500)}`],
  ['nothing', ''],
])('refuses %s', (_name, url) => {
  expect(VisioUrl.safeParse(url).success).toBe(false)
})

test('what pasting brings along is taken off: blanks around, line breaks of a long address', () => {
  expect(VisioUrl.parse(' https://exemple.fr/une\nsalle \t')).toBe('https://exemple.fr/unesalle')
})

test('what is taken is read by a browser as https, without credentials, whatever was typed', () => {
  const piece = fc.constantFrom(
    'https:',
    '//',
    '/',
    '\\',
    '@',
    'a.fr',
    ':',
    '?',
    '#',
    ' ',
    '%40',
    'é',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = `https://${pieces.join('')}`
      const taken = VisioUrl.safeParse(text)
      if (!taken.success) return
      const url = new URL(taken.data)
      expect([url.protocol, url.username, url.password]).toEqual(['https:', '', ''])
    }),
    { numRuns: runs(2000) },
  )
})
