import { statSync } from 'node:fs'
import { join } from 'node:path'

import type { BoardId, DocumentId } from '@murmure/shared/ids'
import { z } from 'zod'

import { boardsBehind } from './boards-behind.ts'
import type { Operations } from './operations.ts'
import type { Database } from './sqlite-database.ts'
import { raiseGenerations } from './sqlite-generations.ts'
import { readWitness, writeWitness } from './witness-file.ts'

/** How much older than the store the witness may be after a crash. */
const WITNESS_EVERY_MS = 5_000

const HeadsRecord = z.object({ board_id: z.string(), heads: z.int() })
const BoardRecord = z.object({ board_id: z.string() })

/** What is known of a folder while its store is open. */
export type WitnessStand = {
  readonly folder: string
  /** Of the file that was opened, whatever stands under its name later. */
  readonly born: number | null
  readonly heads: Map<BoardId, number>
}

/**
 * Compares the database with what this folder's witness saw confirmed. Boards that are behind, because an older
 * copy was put in the place of the database by hand, are raised to `generation` before anybody can ask for
 * them: clients with newer history find their ids retired. A crash halfway is made good at the next start.
 */
export function checkAgainstWitness(
  database: Database,
  folder: string,
  generation: number,
): { readonly stand: WitnessStand; readonly behind: readonly BoardId[] } {
  const witness = readWitness(folder)
  const stand = { folder, born: bornAt(folder), heads: readHeads(database) }
  const behind = witness ? boardsBehind(witness, stand) : []
  raiseGenerations(database, behind, generation)
  tryWrite(stand)
  return { stand, behind }
}

/**
 * Operations whose commits are witnessed beside the database: seconds later, and when the store closes, so that
 * it costs a commit nothing. A board that comes or goes is witnessed at once: one that a start finds and the
 * witness never saw counts as one that came back.
 */
export function witnessed(
  operations: Operations,
  database: Database,
  stand: WitnessStand,
  every: (task: () => void, ms: number) => void,
): Operations {
  const witness = createWitness(database, stand, every)

  return {
    ...operations,
    commit(batch) {
      const result = operations.commit(batch)
      if (result.kind === 'committed') witness.touch(result.heads.keys())
      return result
    },
    createBoard(created) {
      const outcome = operations.createBoard(created)
      if (outcome === 'created') witness.look(created.board.boardId)
      return outcome
    },
    // An empty document takes its head along: the sum that must be found again is a smaller one.
    updateBoard(update) {
      const outcome = operations.updateBoard(update)
      if (outcome === 'updated' && update.removed.length > 0) witness.look(update.row.boardId)
      return outcome
    },
    replaceBoard(replaced) {
      const outcome = operations.replaceBoard(replaced)
      if (outcome === 'replaced') witness.look(replaced.boardId)
      return outcome
    },
    raiseGeneration(raised) {
      const documents = operations.raiseGeneration(raised)
      if (documents.length > 0) witness.look(raised.boardId)
      return documents
    },
    // Forgotten first: should the process die between the two, the next start misses nothing.
    deleteBoard(boardId) {
      witness.forget(boardId)
      operations.deleteBoard(boardId)
    },
    close(input) {
      witness.settle()
      operations.close(input)
    },
  }
}

function createWitness(
  database: Database,
  stand: WitnessStand,
  every: (task: () => void, ms: number) => void,
) {
  const touched = new Set<DocumentId>()
  let isDue = false

  function write(): void {
    for (const documentId of touched) {
      const found = database.get('select board_id from documents where document_id = ?', [
        documentId,
      ])
      if (!found) continue
      const { board_id: boardId } = BoardRecord.parse(found)
      stand.heads.set(boardId, headsOf(database, boardId))
    }
    touched.clear()
    isDue = !tryWrite(stand)
  }

  const settle = () => {
    if (isDue) write()
  }
  every(settle, WITNESS_EVERY_MS)

  return {
    settle,
    touch(documentIds: Iterable<DocumentId>): void {
      for (const documentId of documentIds) touched.add(documentId)
      isDue ||= touched.size > 0
    },
    look(boardId: BoardId): void {
      stand.heads.set(boardId, headsOf(database, boardId))
      write()
    },
    forget(boardId: BoardId): void {
      stand.heads.delete(boardId)
      write()
    },
  }
}

/** A disk that has no room for the witness stops no work: the one before is a lower bound as well. */
function tryWrite({ folder, born, heads }: WitnessStand): boolean {
  try {
    writeWitness(folder, { version: 1, born, heads: Object.fromEntries(heads) })
    return true
  } catch {
    return false
  }
}

function headsOf(database: Database, boardId: BoardId): number {
  const row = database.get(
    'select board_id, sum(head) as heads from documents where board_id = ? group by board_id',
    [boardId],
  )
  return row ? HeadsRecord.parse(row).heads : 0
}

function readHeads(database: Database): Map<BoardId, number> {
  const rows = database.all(
    `select boards.board_id, coalesce(sum(head), 0) as heads
     from boards left join documents using (board_id) group by boards.board_id`,
  )
  return new Map(
    rows.map((row) => {
      const { board_id: boardId, heads } = HeadsRecord.parse(row)
      return [boardId, heads]
    }),
  )
}

/** Where the file system keeps no birth it answers with the last change, or with 1970. */
function bornAt(folder: string): number | null {
  const { birthtimeMs, ctimeMs } = statSync(join(folder, 'murmure.db'))
  return birthtimeMs > 0 && birthtimeMs < ctimeMs ? Math.floor(birthtimeMs) : null
}
