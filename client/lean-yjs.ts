import type { Plugin } from 'vite'

/** What our documents are made of: maps and texts, in version 1 of the encoding. The relay admits nothing else. */
const CUTS: readonly (readonly [found: string, instead: string])[] = [
  // The second encoding serves Yjs only to keep aside what came too early: the first does that as well.
  ...['DSDecoder', 'UpdateDecoder', 'DSEncoder', 'UpdateEncoder'].map(
    (name) => [`class ${name}V2 `, `const ${name}V2 = ${name}V1;\nclass Unused${name} `] as const,
  ),
  [
    `const typeRefs = [
  readYArray,
  readYMap,
  readYText,
  readYXmlElement,
  readYXmlFragment,
  readYXmlHook,
  readYXmlText
];`,
    `const noSuchType = () => { throw new Error('neither a map nor a text') };
const typeRefs = [noSuchType, readYMap, readYText, noSuchType, noSuchType, noSuchType, noSuchType];`,
  ],
  ['(this.get(name, YArray))', '(noSuchType())'],
  ['(this.get(name, YXmlElement))', '(noSuchType())'],
  ['return this.get(name, YXmlFragment)', 'return noSuchType()'],
]

/** Yjs without the types and the encoding that no document of ours holds. Throws for a Yjs that reads otherwise. */
export function leanYjsCode(code: string): string {
  return CUTS.reduce((text, [found, instead]) => {
    const parts = text.split(found)
    if (parts.length !== 2) throw new Error(`yjs has not exactly one « ${found} »`)
    return parts.join(instead)
  }, code)
}

/** Three kilobytes of a phone's first load. */
export function leanYjs(): Plugin {
  return {
    name: 'lean-yjs',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/yjs\/dist\/yjs\.mjs$/ },
      handler: (code) => leanYjsCode(code),
    },
  }
}
