import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every catalogue of French that people read, wherever it stands. */
const CATALOGUES = ['client/src/texts', 'server/src/http', 'shared/src/minutes'].flatMap((folder) =>
  readdirSync(`${ROOT}/${folder}`)
    .filter((name) => name.endsWith('.fr.ts'))
    .map((name) => `${folder}/${name}`),
)

test('there are catalogues', () => {
  expect(CATALOGUES.length).toBeGreaterThan(15)
})

/** « … » : ; ? ! with a blank that may break there, or with none where a word stands beside. */
const WRONG = [
  /« /,
  / »/,
  / [:;?!](?=\s|$)/,
  /«[^\u00A0\u202F ]/,
  /[^\u00A0\u202F ]»/,
  /\p{L}[;?!]/u,
  // These take the narrow blank.
  /\u00A0[;?!]/,
]

test.each(CATALOGUES)(
  '%s: no line ends before a mark or within « », and the blanks are the right ones',
  (file) => {
    const wrong = textsIn(readFileSync(`${ROOT}/${file}`, 'utf8'))
      .map((text) => text.replace(/https?:(?:\/\/)?[\w./-]*/g, 'https'))
      .filter((text) => WRONG.some((pattern) => pattern.test(text)))
    expect(wrong).toEqual([])
  },
)

test('the reader of texts sees what stands in quotes, and code as code', () => {
  const source = "a ? 'one\\u00a0: ' : `two ${b ? `${c} three` : { d }} four` // it's « no » text"
  expect(textsIn(source)).toEqual(['one\u00A0: ', '… three', 'two … four'])
})

/** The string literals of a source, escapes resolved; what a template puts in is « … ». */
function textsIn(source: string): readonly string[] {
  const texts: string[] = []
  let at = 0
  readCode()
  return texts

  /** Up to the brace that ends what a template puts in, or to the end. */
  function readCode(): void {
    for (let depth = 0; at < source.length; at++) {
      const sign = source[at]
      if (source.startsWith('//', at)) at = source.indexOf('\n', at)
      else if (source.startsWith('/*', at)) at = source.indexOf('*/', at) + 1
      else if (sign === "'" || sign === '"' || sign === '`') readText(sign)
      else if (sign === '{') depth++
      else if (sign === '}' && depth-- === 0) return
      if (at < 0) return
    }
  }

  function readText(end: string): void {
    let text = ''
    for (at++; at < source.length && source[at] !== end; at++) {
      if (end === '`' && source.startsWith('${', at)) {
        at += 2
        readCode()
        text += '…'
      } else {
        text += source[at]
        if (source[at] === '\\') text += source[++at]
      }
    }
    texts.push(unescaped(text))
  }
}

function unescaped(text: string): string {
  return text
    .replace(/\\u([\da-fA-F]{4})/g, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/\\(.)/g, '$1')
}
