import { isDeepStrictEqual } from 'node:util'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { stickCard } from '@murmure/shared/actions/stick-card'
import type { Board } from '@murmure/shared/board'
import { type CardId, createCardId, createId, type RandomBytes } from '@murmure/shared/ids'
import type { PastAssembly } from '@murmure/shared/import/past-assembly'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { orderBetween } from '@murmure/shared/order-between'
import type { CreatedBoard, CreatedSession } from '@murmure/shared/protocol/http'
import { readBoard } from '@murmure/shared/read-board'

import { type Api, createApi } from './api.ts'
import { CALM, type Chaos, createChaos, createRandom } from './chaos.ts'
import { type Client, connect, openReader, type Reader, settles } from './client.ts'
import { type Person, type Plan, planReplay, type Task } from './plan.ts'
import { ReplayFailure } from './replay-problem.ts'
import type { ReplayWords } from './words.ts'

/** Nothing new from the server for so long, and something still missing: it is lost. */
const SILENCE_MS = 30_000
const MINUTES_TRIES = 40
const MINUTES_PAUSE_MS = 250

export type ReplayOptions = {
  readonly origin: string
  /** Words per second and person. */
  readonly speed: number
  /** Cuts connections at random, as this seed says. */
  readonly chaosSeed?: number
}

export type ReplayDeps = {
  readonly now: () => number
  readonly pause: (ms: number) => Promise<void>
  readonly random: RandomBytes
  readonly say: (line: string) => void
  readonly words: ReplayWords
}

export type ReplayOutcome = {
  readonly board: CreatedBoard
  readonly facilitator: CreatedSession
  readonly notes: number
  readonly cuts: number
}

/** What the steps below share. `written` and `cuts` grow. */
type Run = {
  readonly api: Api
  readonly options: ReplayOptions
  readonly deps: ReplayDeps
  readonly board: CreatedBoard
  readonly plan: Plan
  readonly facilitator: CreatedSession
  readonly written: Map<Task, CardId>
  cuts: number
}

/**
 * Plays a past assembly onto a running server: everybody joins, writes at once, section by section, and the
 * facilitator files the themes. Ends when a client that knows nothing yet, and the minutes, hold all of it;
 * throws `ReplayFailure` otherwise.
 */
export async function replay(
  assembly: PastAssembly,
  options: ReplayOptions,
  deps: ReplayDeps,
): Promise<ReplayOutcome> {
  const api = createApi(options.origin)
  const board = await api.createBoard({
    template: 'bilan-et-perspectives',
    title: assembly.title,
    ...(assembly.place !== undefined && { place: assembly.place }),
    ...(assembly.date !== undefined && { date: assembly.date }),
    groups: assembly.groups.map(({ name, kind }) => ({ name, kind })),
  })
  deps.say(deps.words.created(board.code))
  const plan = planReplay(assembly, board)
  if (!plan.ok) throw new ReplayFailure(plan.error)
  const facilitator = await api.openSession(facilitatorOf(board))
  const run: Run = {
    api,
    options,
    deps,
    board,
    facilitator,
    plan: plan.value,
    written: new Map(),
    cuts: 0,
  }
  const crowd = await joinAll(run)
  deps.say(deps.words.joined(crowd.length))
  try {
    const reader = await openReader({ origin: options.origin, session: facilitator })
    try {
      await playSections(run, crowd, reader)
      await fileThemes(run, reader.wall)
      await checkAll(run)
    } finally {
      reader.close()
    }
  } finally {
    for (const { client } of crowd) client.close()
  }
  return { board, facilitator, notes: plan.value.tasks.length, cuts: run.cuts }
}

const facilitatorOf = ({ boardId, secrets }: CreatedBoard) => ({
  boardId,
  secret: secrets.facilitator,
})

type Member = {
  readonly person: Person
  readonly session: CreatedSession
  readonly client: Client
  readonly chaos: Chaos
}

async function joinAll(run: Run): Promise<readonly Member[]> {
  const joining = run.plan.people.map((person, index) => join(run, person, index))
  const outcomes = await Promise.allSettled(joining)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  const members = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [outcome.value] : [],
  )
  if (!failed) return members
  for (const { client } of members) client.close()
  throw failed.reason
}

async function join(run: Run, person: Person, index: number): Promise<Member> {
  const { api, options, board } = run
  const session = await api.openSession({ code: board.code, groupId: person.groupId })
  const document = session.documents.find(({ groupId }) => groupId === person.groupId)
  if (!document) throw new ReplayFailure({ kind: 'connection', who: person.groupId })
  for (const declaration of person.declarations) await api.declare(session, declaration)
  const client = connect({ origin: options.origin, session }, document)
  await client.ready.catch((error: unknown) => {
    client.close()
    throw error
  })
  return { person, session, client, chaos: chaosFor(run, client, index) }
}

function chaosFor(run: Run, client: Client, index: number): Chaos {
  const { chaosSeed } = run.options
  if (chaosSeed === undefined) return CALM
  return createChaos(client, createRandom(chaosSeed + index), () => {
    run.cuts++
  })
}

/** « Dévoiler » after the first section, as in the hall: what comes next is written on the open wall. */
async function playSections(run: Run, crowd: readonly Member[], reader: Reader): Promise<void> {
  const { api, deps, facilitator, plan } = run
  for (const [index, { sectionId, title }] of plan.sections.entries()) {
    const tasks = plan.tasks.filter((task) => task.section === index)
    await api.command(facilitator, { type: 'open', sectionId })
    deps.say(deps.words.writing(title, tasks.length))
    await Promise.all(crowd.map((member) => write(run, member, index)))
    await arrives(run, reader, tasks, 'written')
    deps.say(deps.words.written(title, tasks.length))
    await api.command(facilitator, { type: 'close', sectionId })
    if (index > 0) continue
    await api.command(facilitator, { type: 'reveal' })
    deps.say(deps.words.revealed)
  }
}

/** Word by word, as one types: each word is an update of its own. */
async function write(run: Run, { person, session, client, chaos }: Member, section: number) {
  const { deps, options, written } = run
  for (const task of person.tasks[section] ?? []) {
    const cardId = createCardId(session.participantId, deps.random)
    written.set(task, cardId)
    let typed = ''
    for (const word of task.text.split(' ')) {
      await deps.pause(1000 / options.speed)
      if (typed === '') {
        stickCard(client.doc, { cardId, columnId: task.columnId, text: word, at: deps.now() })
      } else correctCard(client.doc, cardId, `${typed} ${word}`)
      typed = typed === '' ? word : `${typed} ${word}`
      chaos.afterWord()
    }
  }
  chaos.settle()
}

/** One theme of the wall per heading and column: groups that used the same heading there share it. */
async function fileThemes(run: Run, wall: Client): Promise<void> {
  const { api, deps, facilitator, plan, written } = run
  await api.command(facilitator, { type: 'phase', phase: 'group' })
  const chaos = chaosFor(run, wall, plan.people.length)
  const headings = new Map<string, Task[]>()
  for (const task of plan.tasks) {
    if (task.theme === undefined) continue
    const key = JSON.stringify([task.columnId, task.theme])
    headings.set(key, [...(headings.get(key) ?? []), task])
  }
  let last: string | null = null
  for (const tasks of headings.values()) {
    const [first] = tasks
    if (first?.theme === undefined) continue
    last = orderBetween(last, null, deps.random)
    let rank: string | null = null
    const cards = tasks.map((task) => {
      rank = orderBetween(rank, null, deps.random)
      return { cardId: written.get(task) ?? '', order: rank }
    })
    const theme = { themeId: createId(deps.random), title: first.theme, columnId: first.columnId }
    createTheme(wall.doc, { ...theme, order: last }, cards)
    chaos.afterWord()
  }
  chaos.settle()
  deps.say(deps.words.filed(headings.size))
}

/** A client that was not there sees everything, and the minutes say the same. */
async function checkAll(run: Run): Promise<void> {
  const { api, deps, facilitator, options, plan } = run
  const session = await api.openSession(facilitatorOf(run.board))
  const fresh = await openReader({ origin: options.origin, session })
  try {
    await arrives(run, fresh, plan.tasks, 'filed')
    await api.command(facilitator, { type: 'phase', phase: 'conclude' })
    await minutesAgree(run, fresh)
  } finally {
    fresh.close()
  }
  if (options.chaosSeed !== undefined) deps.say(deps.words.cuts(run.cuts, options.chaosSeed))
  deps.say(deps.words.complete(plan.tasks.length))
}

async function arrives(
  { written }: Run,
  reader: Reader,
  tasks: readonly Task[],
  stage: 'written' | 'filed',
): Promise<void> {
  const missing = () => {
    const board = boardOf(reader)
    const titles = new Map(board.themes.map(({ themeId, title }) => [themeId, title]))
    const cards = new Map(board.cards.map((card) => [card.cardId, card]))
    const isThere = (task: Task) => {
      const card = cards.get(written.get(task) ?? '')
      return (
        card?.text === task.text &&
        card.groupId === task.groupId &&
        card.columnId === task.columnId &&
        (stage === 'written' || titles.get(card.themeId ?? '') === task.theme)
      )
    }
    const strangers = stage === 'filed' ? Math.abs(board.cards.length - tasks.length) : 0
    return tasks.filter((task) => !isThere(task)).length + strangers
  }
  const docs = docsOf(reader)
  if (await settles(docs, () => missing() === 0, SILENCE_MS)) return
  throw new ReplayFailure({ kind: 'missing', missing: missing(), expected: tasks.length })
}

/** The server's own projection, against that of the fresh client. The two may be a moment apart. */
async function minutesAgree({ api, deps, facilitator }: Run, reader: Reader): Promise<void> {
  for (let attempt = 0; attempt < MINUTES_TRIES; attempt++) {
    const served = await api.minutes(facilitator)
    const expected: unknown = JSON.parse(JSON.stringify(boardToMinutes(boardOf(reader))))
    if (isDeepStrictEqual(served, expected)) return
    await deps.pause(MINUTES_PAUSE_MS)
  }
  throw new ReplayFailure({ kind: 'minutes' })
}

const docsOf = ({ room, wall, groups }: Reader) =>
  [room, wall, ...groups.values()].map(({ doc }) => doc)

function boardOf({ room, wall, groups }: Reader): Board {
  const docs = new Map([...groups].map(([groupId, { doc }]) => [groupId, doc]))
  return readBoard(room.doc, wall.doc, docs)
}
