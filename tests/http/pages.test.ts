import { CreatedSession } from '@murmure/shared/protocol/http'
import { describe, expect, test } from 'vitest'

import { call, makeBoard, startApp } from './support.ts'

const HTML = { accept: 'text/html,application/xhtml+xml' }

describe('the pages', () => {
  test.each([
    ['/', 'home'],
    ['/e/AAAAAAAAAAAAAAAA', 'phone'],
    ['/a/AAAAAAAAAAAAAAAA', 'wall'],
    ['/p/AAAAAAAAAAAAAAAA', 'screen'],
    ['/c/AAAAAAAAAAAAAAAA', 'minutes'],
  ])('%s is %s, asked for anew each time', async (path, face) => {
    const harness = await startApp()
    const answer = await call(harness, `GET ${path}`)
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([
      200,
      `<title>${face}</title>`,
      'no-cache',
    ])
  })

  test('hashed assets are kept for a year, missing ones are a true 404', async () => {
    const harness = await startApp()
    const asset = await call(harness, 'GET /assets/phone-abc123.js')
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ])
    const missing = await call(harness, 'GET /assets/phone-old.js', { headers: HTML })
    expect([missing.statusCode, missing.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
    const logo = await call(harness, 'GET /logo.svg')
    expect([logo.statusCode, logo.headers['cache-control']]).toEqual([200, 'no-cache'])
  })

  test('the half page of the join form is not served as a file', async () => {
    const harness = await startApp()
    expect((await call(harness, 'GET /join.html')).statusCode).toBe(404)
  })

  test('say that they are not built', async () => {
    const harness = await startApp({ clientDir: '/nowhere' })
    for (const path of ['/', '/r']) {
      const answer = await call(harness, `GET ${path}`)
      expect([answer.statusCode, answer.json().type]).toEqual([
        503,
        'urn:murmure:problem:page-missing',
      ])
    }
  })

  test('a link that leads nowhere gives a page with the field for a code', async () => {
    const harness = await startApp()
    const answer = await call(harness, 'GET /mur/12', { headers: HTML })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('Il n’y a rien à cette adresse.')
  })
})

describe('the join page', () => {
  test('is a plain form, in the board’s language, under its title', async () => {
    const harness = await startApp()
    const { code, boardId } = await makeBoard(harness, {
      place: 'Issoudun (36)',
      date: '2026-06-13',
      groups: [{ name: 'Groupe A', kind: 'team' }],
    })
    const page = await call(harness, `GET /r/${code}`, { headers: { 'accept-language': 'en' } })
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(page.body).toContain('<html lang="fr"')
    expect(page.body).toContain('<title>Assemblée des centres · Murmure</title>')
    expect(page.body).toContain(
      '<h1>Assemblée des centres</h1><p>Issoudun (36), samedi 13 juin</p>',
    )
    expect(page.body).toContain(
      `<form class="join-form" method="post" action="/r/${code}" data-board="${boardId}" data-code="${code}" novalidate>`,
    )
    expect(page.body).toMatch(
      /<label class="group-choice g-round"><input type="radio" name="groupId" value="[^"]+" required checked>/,
    )
    expect(page.body).not.toMatch(/<script|style=/)
  })

  test('speaks English on an English wall', async () => {
    const harness = await startApp()
    const { code } = await makeBoard(harness, { locale: 'en' })
    const page = await call(harness, `GET /r/${code}`)
    expect(page.body).toContain('<html lang="en"')
    expect(page.body).toContain('Your first name')
  })

  test('escapes what people named', async () => {
    const harness = await startApp()
    const { code } = await makeBoard(harness, {
      title: '<script>alert("1")</script> $& & co',
      place: '"><img src=x onerror=alert(1)>',
      groups: [{ name: '</span><script>alert(2)</script>', kind: 'team' }],
    })
    const page = await call(harness, `GET /r/${code}`)
    expect(page.body).not.toMatch(/<script|<img/)
    expect(page.body).toContain(
      '<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; $&amp; &amp; co</h1>',
    )
    expect(page.body).toContain('&lt;/span&gt;&lt;script&gt;alert(2)&lt;/script&gt;')
    const back = await submit(harness, code, { name: '"><script>', groupId: '' })
    expect(back.body).not.toContain('<script')
  })

  test('preselects the group of the table’s own QR code', async () => {
    const harness = await startApp()
    const { code, groups } = await makeBoard(harness)
    const groupId = groups[1]?.groupId
    const page = await call(harness, `GET /r/${code}?group=${groupId}`)
    expect(page.body.match(/ checked/g)).toHaveLength(1)
    expect(page.body).toContain(`value="${groupId}" required checked>`)
  })

  test('sent, hands the session to the phone page in a short-lived cookie, never in an address', async () => {
    const harness = await startApp()
    const { code, boardId, groups } = await makeBoard(harness)
    const groupId = groups[2]?.groupId ?? ''
    const answer = await submit(harness, code, { name: ' Samia ', groupId })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/e/${boardId}`])
    const [cookie = '', ...attributes] = String(answer.headers['set-cookie']).split('; ')
    expect(attributes).toEqual([`Path=/e/${boardId}`, 'Max-Age=120', 'SameSite=Strict'])
    const value: unknown = JSON.parse(decodeURIComponent(cookie.slice('murmure_session='.length)))
    expect(value).toMatchObject({ name: 'Samia' })
    const session = CreatedSession.parse(value)
    expect([session.role, session.groupId]).toEqual(['participant', groupId])
    const renewed = await call(harness, 'POST /api/sessions', {
      token: session.token,
      body: { boardId },
    })
    expect(renewed.json().participantId).toBe(session.participantId)
  })

  test('fits a cookie with forty groups, revealed', async () => {
    const harness = await startApp()
    const board = await makeBoard(harness, {
      groups: Array.from({ length: 40 }, (_, index) => ({ name: `Groupe ${index}`, kind: 'team' })),
    })
    const { boardId, code, groups, secrets } = board
    const { token } = (
      await call(harness, 'POST /api/sessions', { body: { boardId, secret: secrets.facilitator } })
    ).json()
    await call(harness, `POST /api/boards/${boardId}/session`, { token, body: { type: 'reveal' } })
    const name = 'é'.repeat(60)
    const answer = await submit(harness, code, { name, groupId: groups[39]?.groupId ?? '' })
    expect(String(answer.headers['set-cookie']).length).toBeLessThan(4096)
  })

  test('sent without a group, comes back with what was filled in', async () => {
    const harness = await startApp()
    const { code } = await makeBoard(harness)
    const unknown = 'Ce groupe n’est pas, ou plus, sur ce mur.'
    for (const [fields, said] of [
      [{ name: 'Samia' }, 'Choisissez votre groupe.'],
      [{ name: 'Samia', groupId: '' }, 'Choisissez votre groupe.'],
      [{ name: 'Samia', groupId: 'nulle-part' }, unknown],
    ] as const) {
      const answer = await submit(harness, code, fields)
      expect(answer.statusCode).toBe(400)
      expect(answer.body).toContain(said)
      expect(answer.body).toContain('value="Samia"')
    }
  })

  test('takes forms there, JSON on the API, and nothing the other way round', async () => {
    const harness = await startApp()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await call(harness, 'POST /api/boards', { headers, payload: 'title=x' })
    expect([answer.statusCode, answer.json().type]).toEqual([
      415,
      'urn:murmure:problem:media-type-unknown',
    ])
  })

  test('of an unknown code says what to do, in the language of the browser', async () => {
    const harness = await startApp()
    const { code } = await makeBoard(harness)
    const wrong = code === '123456' ? '123457' : '123456'
    const french = await call(harness, `GET /r/${wrong}`)
    expect(french.statusCode).toBe(404)
    expect(french.body).toContain('Aucun mur ne porte ce code.')
    expect(french.body).toContain(`<form class="join-form" method="get" action="/r">`)
    const english = await call(harness, `GET /r/${wrong}`, { headers: { 'accept-language': 'en' } })
    expect(english.body).toContain('No wall has this code.')
    expect((await submit(harness, wrong, { groupId: 'x' })).statusCode).toBe(404)
    expect((await call(harness, 'GET /r/abc')).statusCode).toBe(404)
  })

  test('is reached from a plain field for the code', async () => {
    const harness = await startApp()
    expect((await call(harness, 'GET /r')).statusCode).toBe(200)
    const typed = await call(harness, 'GET /r?code=482%20915')
    expect([typed.statusCode, typed.headers.location]).toEqual([303, '/r/482915'])
    const wrong = await call(harness, 'GET /r?code=%22%3E12')
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('value="&quot;&gt;12"')
    expect(wrong.body).toContain('Un code a six chiffres.')
  })
})

function submit(harness: Parameters<typeof call>[0], code: string, fields: Record<string, string>) {
  return call(harness, `POST /r/${code}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
}
