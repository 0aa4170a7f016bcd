import { type ESTree, parseSync, type Plugin } from 'vite'

const SHARED = /\/shared\/src\/[^?]*\.ts$/

/**
 * Tells the bundler that a schema only describes: one that no page uses is left out, and with it what it is
 * made of. The chained calls of a schema (`z.string().check(…)`) are not seen as free of effects otherwise.
 */
export function pureSchemas(): Plugin {
  return {
    name: 'pure-schemas',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: SHARED },
      handler(code, id) {
        const schemas = parseSync(id, code).program.body.flatMap((statement) => {
          const declared =
            statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
          if (declared?.type !== 'VariableDeclaration') return []
          return declared.declarations.flatMap(({ init }) => (init && isSchema(init) ? [init] : []))
        })
        // From the end: what stands before keeps its place.
        return schemas.reduceRight(
          (text, { start, end }) =>
            `${text.slice(0, start)}/*#__PURE__*/ (() => ${text.slice(start, end)})()${text.slice(end)}`,
          code,
        )
      },
    },
  }
}

/** `z.…(…)`, with calls chained to it or not. */
function isSchema(node: ESTree.Expression): boolean {
  return node.type === 'CallExpression' && rootOf(node.callee) === 'z'
}

function rootOf(node: ESTree.Expression): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'CallExpression') return rootOf(node.callee)
  return node.type === 'MemberExpression' ? rootOf(node.object) : undefined
}
