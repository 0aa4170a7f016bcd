import fc from 'fast-check'

/** What a member of a group may do: each with notes of their own. */
const MEMBER_ACTS = ['stick', 'correct', 'changeColumn', 'remove', 'restore', 'undo'] as const

/** What a facilitator may do besides. */
const FACILITATOR_ACTS = [
  'place',
  'regroup',
  'merge',
  'unmerge',
  'aside',
  'takeBack',
  'reword',
  'createTheme',
  'renameTheme',
  'nestTheme',
  'moveTheme',
  'removeTheme',
  'recordDecision',
  'amendDecision',
  'removeDecision',
  'show',
  'correctHeadcount',
] as const

const NETWORK_ACTS = ['deliver', 'deliverAll', 'lose', 'cut', 'mend'] as const

export type Act =
  | (typeof MEMBER_ACTS)[number]
  | (typeof FACILITATOR_ACTS)[number]
  | (typeof NETWORK_ACTS)[number]

export type Peer = 0 | 1 | 2
export const PEERS: readonly Peer[] = [0, 1, 2]

/**
 * One step of a run, as plain data: who, what, and three numbers that choose among what that peer sees at
 * that moment (modulo). Any list of steps is a valid run, which is what lets a failure shrink.
 */
export type Step = {
  readonly by: Peer
  readonly act: Act
  readonly x: number
  readonly y: number
  readonly z: number
}

/** A whole run. `clientOrder` decides who wins where Yjs breaks a tie by client id. */
export type Script = { readonly clientOrder: readonly number[]; readonly steps: readonly Step[] }

/** Peers 0 and 1 facilitate; peer 2 is a member of a group. */
const MEMBER: Peer = 2

const number = fc.nat({ max: 11 })
const step = (by: fc.Arbitrary<Peer>, acts: readonly Act[], choice = number): fc.Arbitrary<Step> =>
  fc.record({ by, act: fc.constantFrom(...acts), x: choice, y: choice, z: choice })

const facilitator = fc.constantFrom<Peer>(0, 1)
const anyPeer = fc.constantFrom(...PEERS)

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: step(anyPeer, ['stick']) },
  { weight: 2, arbitrary: step(fc.constant(MEMBER), MEMBER_ACTS) },
  { weight: 6, arbitrary: step(facilitator, [...FACILITATOR_ACTS, ...MEMBER_ACTS]) },
  // What conflicts most is tried most.
  { weight: 3, arbitrary: step(facilitator, ['place', 'merge', 'createTheme', 'nestTheme']) },
  { weight: 2, arbitrary: step(facilitator, ['remove', 'removeTheme']) },
  // Among few notes, so that two people meet: on one note, or in a circle of merges.
  { weight: 4, arbitrary: step(facilitator, ['merge', 'place', 'place'], fc.nat({ max: 2 })) },
  // An undo meets somebody else's later act only where deliveries come in between.
  { weight: 4, arbitrary: step(facilitator, ['undo', 'deliverAll', 'deliverAll']) },
  { weight: 4, arbitrary: step(anyPeer, NETWORK_ACTS) },
)

export const script: fc.Arbitrary<Script> = fc.record({
  clientOrder: fc.shuffledSubarray([1, 2, 3], { minLength: 3 }),
  steps: fc.array(anyStep, { minLength: 20, maxLength: 80, size: 'max' }),
})
