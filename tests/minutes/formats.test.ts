import type { Aside } from '@murmure/shared/aside'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { minutesWords } from '@murmure/shared/minutes/words'
import { printable } from '@murmure/shared/minutes/printable'
import { minutesToHtml } from '@murmure/shared/minutes/to-html'
import { minutesToMarkdown } from '@murmure/shared/minutes/to-markdown'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyBoard, cardId, makeBoard, themeId } from './boards.ts'

const RICH = makeBoard({
  title: 'Bilan <2024> & suite',
  notes: [
    { name: 'soupe', text: 'La soupe *du* vendredi <b>🍲</b>' },
    { name: 'pain', text: 'Le pain' },
    { name: 'aussi', groupId: 'b', text: 'Du pain | du vin' },
    { name: 'hors', groupId: 'b', text: 'Hors sujet' },
    { name: 'vise', groupId: 'b', text: 'Le maire ment' },
    { name: 'suite', columnId: 'inventer', text: '1. Un four' },
  ],
  themes: [{ themeId: themeId('cuisine'), title: 'Cuisine' }],
  wall: {
    placements: new Map([[cardId('pain'), ['apporte', themeId('cuisine'), 'a']]]),
    merges: new Map([[cardId('aussi'), cardId('pain')]]),
    asides: new Map<string, Aside>([
      [cardId('hors'), 'une autre fois'],
      [cardId('vise'), { reason: 'vise une personne', unquoted: true }],
    ]),
  },
  headcounts: { a: { volunteers: 3, employees: 1, departments: { '41': 4, '37': 1 } } },
})

test('[M10] markdown reads as a text, with what people wrote escaped', () => {
  expect(minutesToMarkdown(boardToMinutes(RICH))).toBe(`# Bilan \\<2024\\> \\& suite

Montreval (41) – 9 novembre 2024

**4** personnes comptées dans 1 groupe sur 2 · **2** groupes · **4** notes · **1** thème

## Qui était là

| Groupe | Bénévoles | Salariés | Départements |
| --- | :-: | :-: | --- |
| Groupe A | 3 | 1 | 37, 41 |
| Groupe B | – | – | – |
| Ensemble | 3 | 1 | 37, 41 |

## Ce qui revient d’un groupe à l’autre

Nombre de notes par thème et par groupe. La dernière colonne dit combien de groupes ont parlé du thème.

| Ce que cela apporte | Groupe A | Groupe B | Notes | Groupes |
| --- | :-: | :-: | :-: | :-: |
| Cuisine | 1 | 1 | **2** | 2\u00a0/\u00a02 |

## Bilan

### Groupe A

Bénévoles\u00a0: 3 ·\u00a0Salarié\u00a0: 1 ·\u00a0Départements\u00a0: 37, 41

#### Ce que cela apporte

**Cuisine**

- Le pain
  - *dit aussi par Groupe B*\u00a0: Du pain \\| du vin

**Autres notes**

- La soupe \\*du\\* vendredi \\<b\\>🍲\\</b\\>

#### Ce qui a manqué

*Aucune note*

## Perspectives

### Groupe A

#### Conserver

*Aucune note*

#### Inventer

- 1\\. Un four

## Notes mises de côté

Ces notes ne figurent pas dans les tableaux. Chacune est mentionnée ici, avec la raison.

- «\u00a0Hors sujet\u00a0» – Groupe B, Ce que cela apporte, raison\u00a0: une autre fois
- (mots non repris) – Groupe B, Ce que cela apporte, raison\u00a0: vise une personne
`)
})

test('[M11] html is one escaped document without script or address', () => {
  const html = minutesToHtml(boardToMinutes(RICH))
  expect(html).toContain('<html lang="fr-FR">')
  expect(html).toContain('<h1>Bilan &lt;2024&gt; &amp; suite</h1>')
  expect(html).toContain('<th scope="col">Ce qui a manqué</th>')
  expect(html).toContain('<li>La soupe *du* vendredi &lt;b&gt;🍲&lt;/b&gt;</li>')
  expect(html).toContain('<p><strong>Cuisine</strong></p><ul>\n<li>Le pain')
  expect(html).toContain('<em>dit aussi par Groupe B</em>\u00a0: Du pain | du vin')
  expect(html).toContain(
    '<p><strong>4</strong> personnes comptées dans 1 groupe sur 2 · <strong>2</strong> groupes',
  )
  expect(html).toContain(
    '<tr><th scope="row">Groupe A</th><td>3</td><td>1</td><td>37, 41</td></tr>',
  )
  expect(html).toContain(
    '<tr><th scope="row">Cuisine</th><td>1</td><td>1</td><td><strong>2</strong></td><td>2\u00a0/\u00a02</td></tr>',
  )
  expect(html).toContain('<p><strong>Autres notes</strong></p><ul>\n<li>La soupe')
  expect(html).not.toMatch(/<script|https?:|\son\w+=/)
})

test('[M12] whatever people wrote, no tag of theirs is one and none of ours is missing', () => {
  fc.assert(
    fc.property(anyBoard(), (board) => {
      const minutes = boardToMinutes(board)
      const html = minutesToHtml(minutes)
      const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map((match) => match[1])
      const known =
        /^(?:html|head|meta|title|style|body|main|section|h[123]|p|table|thead|tbody|tr|th|td|ul|li|strong|em|br)$/
      expect(tags.filter((tag) => !known.test(tag ?? ''))).toEqual([])
      const groups = minutes.sections.flatMap((section) => section.groups)
      expect(html.split('<table>').length - 1).toBe(groups.length)
    }),
  )
})

test('[M25] the words of a note that is not to be quoted stand in no format, nor in what they are made of', () => {
  fc.assert(
    fc.property(anyBoard(), (board) => {
      const secret = (id: string): string => `SECRET${id.replace(/[^a-z0-9]/g, '')}`
      const minutes = boardToMinutes({
        ...board,
        cards: board.cards.map((card) => ({
          ...card,
          text: secret(card.cardId),
          ...(card.wording !== undefined && { wording: secret(card.cardId) }),
        })),
      })
      const { unquoted } = minutesWords(board.meta.locale)
      const unsaid = board.cards.filter(
        (card) => card.outcome.kind === 'aside' && card.outcome.unquoted,
      )
      for (const said of [
        JSON.stringify(minutes),
        minutesToHtml(minutes),
        minutesToMarkdown(minutes),
      ]) {
        for (const card of board.cards)
          expect(said.split(secret(card.cardId)).length - 1).toBe(unsaid.includes(card) ? 0 : 1)
      }
      for (const said of [minutesToHtml(minutes), minutesToMarkdown(minutes)])
        expect(said.split(unquoted.slice(1, -1)).length - 1).toBe(unsaid.length)
    }),
  )
})

test('[M13] what no document may hold is left out, line breaks and emoji stay', () => {
  expect(printable('a\u0000b\r\nc\u2028d\uD800e\uFFFEf 👩‍🌾\tg')).toBe('ab\nc\nde' + 'f 👩‍🌾\tg')
})

test('a part without any note says so: no heading stands bare', () => {
  const minutes = boardToMinutes(makeBoard({ notes: [{ name: 'pain', text: 'Le pain' }] }))
  expect(minutesToMarkdown(minutes).endsWith('\n## Perspectives\n\n*Aucune note*\n')).toBe(true)
  expect(minutesToHtml(minutes)).toContain(
    '<h2>Perspectives</h2>\n<p>Aucune note</p>\n</section>\n</main>',
  )
})
