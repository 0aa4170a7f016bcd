import { describe, onTestFinished } from 'vitest'

import type { Store } from '@murmure/server/storage/contract'

import { describeBoards } from './describe-boards.ts'
import { describeCommit } from './describe-commit.ts'
import { describeDeletion } from './describe-deletion.ts'
import { describeGenerations } from './describe-generations.ts'
import { describeLife } from './describe-life.ts'
import { describeLoad } from './describe-load.ts'
import { describeHeadcounts, describeLate, describeRevocations } from './describe-people.ts'
import { makeBoard } from './values.ts'

export type Opened = {
  readonly store: Store
  /** Closes it and opens what it left. Absent where nothing lasts. */
  readonly reopen?: () => Promise<Store>
}

export type Open = () => Promise<Opened>

/** The promises of `server/src/storage/contract.ts`: a new store passes `open` and is green. */
export function describeStore(name: string, open: () => Promise<Opened>): void {
  const openEmpty = async () => {
    const opened = await open()
    onTestFinished(() => opened.store.close())
    return opened
  }
  const openBoard = async () => {
    const opened = await openEmpty()
    await opened.store.createBoard(makeBoard())
    return opened
  }
  describe(`${name}: commit`, () => {
    describeCommit(openBoard)
  })
  describe(`${name}: load and compact`, () => {
    describeLoad(openBoard)
  })
  describe(`${name}: boards`, () => {
    describeBoards(openEmpty)
  })
  describe(`${name}: generations`, () => {
    describeGenerations(openBoard)
  })
  describe(`${name}: deletion`, () => {
    describeDeletion(openBoard)
  })
  describe(`${name}: revocations`, () => {
    describeRevocations(openBoard)
  })
  describe(`${name}: late entries`, () => {
    describeLate(openBoard)
  })
  describe(`${name}: headcounts`, () => {
    describeHeadcounts(openBoard)
  })
  describe(`${name}: life`, () => {
    describeLife(openBoard)
  })
}
