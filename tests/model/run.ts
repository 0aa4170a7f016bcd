import { createHall, type Tally } from './hall.ts'
import { expectConverged, expectInvariants } from './invariants.ts'
import type { Script } from './operations.ts'
import { perform } from './perform.ts'
import type { Subject } from './subject.ts'

/** Plays a script on three replicas and checks every invariant, before and after all is exchanged. */
export function runScript(subject: Subject, { clientOrder, steps }: Script, tally: Tally): void {
  const hall = createHall(subject, clientOrder, tally)
  for (const step of steps) perform(hall, step)
  for (const replica of hall.replicas) expectInvariants(hall, replica)
  hall.exchangeAll()
  for (const replica of hall.replicas) expectInvariants(hall, replica)
  expectConverged(hall)
}
