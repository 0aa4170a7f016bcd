import type { BoardId } from '@murmure/shared/ids'

import type { Person } from './contract.ts'

/** Sockets at once. A hall is one address: addresses are not counted, people and boards are. */
export type CrowdLimits = {
  readonly ofProcess: number
  /** The others have room left, whatever happens on one board. */
  readonly ofBoard: number
  /** A facilitator's 42 documents in several tabs, and as many dead sockets that are not found yet. */
  readonly ofPerson: number
}

export const CROWD_LIMITS: CrowdLimits = { ofProcess: 10_000, ofBoard: 7_500, ofPerson: 512 }

type Who = Pick<Person, 'boardId' | 'participantId'>

export type Crowd = {
  /** One more socket of this person. Returns its leaving, to be called once. */
  enter(who: Who): () => void
  /** `crowded`: this person has too many. `full`: their board has, whoever they are. */
  roomFor(who: Who): 'room' | 'full' | 'crowded'
}

/** Who takes how much of the one process that all boards share. */
export function createCrowd({ ofBoard, ofPerson }: CrowdLimits): Crowd {
  const boards = new Map<BoardId, number>()
  const people = new Map<string, number>()

  return {
    enter({ boardId, participantId }) {
      const name = `${boardId}/${participantId}`
      add(boards, boardId, 1)
      add(people, name, 1)
      return () => {
        add(boards, boardId, -1)
        add(people, name, -1)
      }
    },
    roomFor({ boardId, participantId }) {
      if ((people.get(`${boardId}/${participantId}`) ?? 0) >= ofPerson) return 'crowded'
      return (boards.get(boardId) ?? 0) >= ofBoard ? 'full' : 'room'
    },
  }
}

function add(counts: Map<string, number>, name: string, change: number): void {
  const count = (counts.get(name) ?? 0) + change
  if (count > 0) counts.set(name, count)
  else counts.delete(name)
}
