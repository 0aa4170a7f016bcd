import type { GroupId } from '@murmure/shared/ids'
import { GROUPS_MAX } from '@murmure/shared/limits'
import type { Group } from '@murmure/shared/group'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'
import type { Meta, Room } from '@murmure/shared/room'
import { buildGroups } from '@murmure/shared/templates'

import { type ColumnsProblem, decideColumns } from './decide-columns.ts'

export type SettingsProblem = ColumnsProblem | 'group-unknown' | 'groups-too-many'

export type ChangedSettings = {
  readonly room: Room
  /** Groups that are new: each needs a document. */
  readonly added: readonly Group[]
}

/** The room after `PATCH /api/boards/:id`. What the patch does not name stays; nothing is ever taken away. */
export function decideSettings(
  room: Room,
  patch: PatchBoard,
  createId: () => GroupId,
): Result<ChangedSettings, SettingsProblem> {
  const columns = decideColumns(room, patch, createId)
  if (!columns.ok) return columns
  const groups = changeGroups(room.groups, patch.groups ?? [], createId)
  if (!groups.ok) return groups
  return ok({
    room: {
      ...room,
      meta: changeMeta(room.meta, patch),
      ...columns.value,
      groups: groups.value.groups,
    },
    added: groups.value.added,
  })
}

function changeMeta(meta: Meta, patch: PatchBoard): Meta {
  const { place, date, visio, ...rest } = meta
  const newPlace = patch.place === undefined ? place : (patch.place ?? undefined)
  const newDate = patch.date === undefined ? date : (patch.date ?? undefined)
  const newVisio = patch.visio === undefined ? visio : (patch.visio ?? undefined)
  return {
    ...rest,
    title: patch.title ?? meta.title,
    locale: patch.locale ?? meta.locale,
    ...(newPlace !== undefined && { place: newPlace }),
    ...(newDate !== undefined && { date: newDate }),
    ...(newVisio !== undefined && { visio: newVisio }),
  }
}

function changeGroups(
  present: readonly Group[],
  changes: NonNullable<PatchBoard['groups']>,
  createGroupId: () => GroupId,
): Result<
  { readonly groups: readonly Group[]; readonly added: readonly Group[] },
  SettingsProblem
> {
  const byId = new Map(present.map((group) => [group.groupId, group]))
  for (const change of changes) {
    if (!('groupId' in change)) continue
    const group = byId.get(change.groupId)
    if (!group) return fail('group-unknown')
    byId.set(change.groupId, changeGroup(group, change))
  }
  const wanted = changes.flatMap((change) => ('groupId' in change ? [] : [change]))
  if (present.length + wanted.length > GROUPS_MAX) return fail('groups-too-many')
  const changedGroups = [...byId.values()]
  const added = buildGroups(wanted, createGroupId, changedGroups)
  return ok({ groups: [...changedGroups, ...added], added })
}

function changeGroup(
  { room, ...group }: Group,
  change: { readonly name?: string | undefined; readonly room?: string | null | undefined },
): Group {
  const newRoom = change.room === undefined ? room : (change.room ?? undefined)
  return {
    ...group,
    name: change.name ?? group.name,
    ...(newRoom !== undefined && { room: newRoom }),
  }
}
