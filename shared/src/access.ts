import * as z from 'zod/mini'

/** Which of a board's documents: the server's, the facilitators', or one group's. */
export const DocumentKind = z.enum(['room', 'wall', 'group'])
export type DocumentKind = z.infer<typeof DocumentKind>

export const Role = z.enum(['participant', 'scribe', 'facilitator', 'screen'])
export type Role = z.infer<typeof Role>

export type Access = 'none' | 'read' | 'write'

/** `own`: only entries whose key begins with the writer's participant id. */
type RootRights = Readonly<Partial<Record<Role, 'own' | 'any'>>>

export type RootRule = {
  /** Entries hold a nested Y.Map and are set once, whole: a second set or a deletion is refused to everyone. */
  readonly entries: 'nested' | 'plain'
  readonly writers: RootRights
}

const FACILITATOR_ONLY: RootRights = { facilitator: 'any' }
const nested = (writers: RootRights): RootRule => ({ entries: 'nested', writers })
const plain = (writers: RootRights): RootRule => ({ entries: 'plain', writers })

/** `docs/access.md`, as data: the roots of each kind of document, and who may write them. */
export const ROOTS: Readonly<Record<DocumentKind, Readonly<Record<string, RootRule>>>> = {
  room: {
    meta: plain({}),
    sections: plain({}),
    columns: plain({}),
    groups: plain({}),
    session: plain({}),
  },
  wall: {
    themes: nested(FACILITATOR_ONLY),
    placements: plain(FACILITATOR_ONLY),
    regroups: plain(FACILITATOR_ONLY),
    merges: plain(FACILITATOR_ONLY),
    asides: plain(FACILITATOR_ONLY),
    wordings: plain(FACILITATOR_ONLY),
    decisions: nested(FACILITATOR_ONLY),
    stage: plain(FACILITATOR_ONLY),
    minutes: plain(FACILITATOR_ONLY),
  },
  group: {
    cards: nested({ participant: 'own', scribe: 'any', facilitator: 'any' }),
    profile: plain({ scribe: 'any', facilitator: 'any' }),
  },
}

export type AccessQuestion = {
  readonly role: Role
  readonly kind: DocumentKind
  /** The document is that of the asker's own group: of a participant, a scribe, or a screen that was given one. */
  readonly ownGroup: boolean
  readonly revealed: boolean
}

/** May this role open this document, and write in it? The one place that decides. */
export function accessTo({ role, kind, ownGroup, revealed }: AccessQuestion): Access {
  switch (kind) {
    case 'room':
      return 'read'
    case 'wall':
      return role === 'facilitator' ? 'write' : revealed ? 'read' : 'none'
    case 'group':
      if (role === 'facilitator') return 'write'
      if (ownGroup) return role === 'screen' ? 'read' : 'write'
      return revealed ? 'read' : 'none'
  }
}
