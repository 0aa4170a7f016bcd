import type { GroupKind } from '@murmure/shared/group'
import { GROUPS_MAX, TITLE_MAX_UNITS } from '@murmure/shared/limits'
import type { BoardGroup } from '@murmure/shared/board'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import type { GroupId } from '@murmure/shared/ids'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { centreEn } from '../../texts/centre.en.ts'
import { centreFr } from '../../texts/centre.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { SaveRow, useSaved } from '../../ui/save-row.tsx'
import css from '../../ui/settings.module.css'
import { nextGroupName } from './next-group-name.ts'

type EditGroupsProps = {
  readonly texts: WallTexts
  /** The address to join by; a group's own preselects it. */
  readonly joinLink: string | undefined
  /** Resolves to whether it was done. */
  readonly patch: (patch: PatchBoard) => Promise<boolean>
  /** Resolves to whether it was done: the server refuses it where something would be lost. */
  readonly removeGroup: (groupId: GroupId) => Promise<boolean>
  /** Why the last change was not done. */
  readonly refusal: ReactNode
  /** What a remote centre's room needs: also right after it was added. */
  readonly onCentre: (groupId: GroupId) => void
}

/** The groups and remote centres: their way in, and one more of them. */
export function EditGroups(props: EditGroupsProps) {
  const { texts, joinLink, removeGroup, onCentre, refusal } = props
  const groups = useBoard((board) => board.groups)
  const list = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  /** The group whose removal was refused: the reason stands there, in sight. */
  const [refused, setRefused] = useState<GroupId>()
  /** The groups that there were when a centre was added: the one that comes is it. */
  const [before, setBefore] = useState<readonly GroupId[]>()
  const added = groups.find(
    ({ kind, groupId }) => kind === 'centre' && before !== undefined && !before.includes(groupId),
  )?.groupId
  useEffect(() => {
    if (added !== undefined) onCentre(added)
  }, [added, onCentre])

  const remove = async ({ groupId, name }: BoardGroup): Promise<void> => {
    const isDone = await removeGroup(groupId)
    setRefused(isDone ? undefined : groupId)
    if (!isDone) return
    // Its button goes with it: who pressed it goes on from the list.
    list.current?.focus()
    setSaid(texts.groupRemoved(name))
  }

  const patch: EditGroupsProps['patch'] = (changes) => {
    setRefused(undefined)
    return props.patch(changes)
  }

  return (
    <div className={css.parts}>
      <ul role="list" ref={list} tabIndex={-1} aria-label={texts.groups} data-closed="">
        {groups.map((group) => (
          <li key={group.groupId}>
            <GroupEntry {...{ group, texts, joinLink, patch, onCentre }} onRemove={remove}>
              {refused === group.groupId && refusal}
            </GroupEntry>
          </li>
        ))}
      </ul>
      <p role="status" className={said ? css.saved : 'visually-hidden'}>
        {said}
      </p>
      {groups.length < GROUPS_MAX && (
        <AddGroup
          texts={texts}
          patch={patch}
          onAdd={() => setBefore(groups.map(({ groupId }) => groupId))}
        />
      )}
      {refused === undefined && refusal}
    </div>
  )
}

type GroupEntryProps = Pick<EditGroupsProps, 'texts' | 'joinLink' | 'patch' | 'onCentre'> & {
  readonly group: BoardGroup
  readonly onRemove: (group: BoardGroup) => Promise<void>
  readonly children: ReactNode
}

function GroupEntry(props: GroupEntryProps) {
  const { group, texts, joinLink, patch, onCentre, onRemove, children } = props
  const words = useTexts({ fr: centreFr, en: centreEn })
  return (
    <details>
      <summary>
        <GroupSign sign={group.sign} />
        <span>{group.name}</span>
        <small>{texts.kind[group.kind]}</small>
      </summary>
      <div className={css.way}>
        <GroupPlace group={group} texts={texts} patch={patch} />
        {joinLink !== undefined && (
          <figure>
            <QrCode text={`${joinLink}?group=${group.groupId}`} label={texts.qrOf(group.name)} />
            <figcaption>{texts.joinAs(group.name)}</figcaption>
          </figure>
        )}
        {group.kind === 'centre' && (
          <Button look="strong" icon="screen" onClick={() => onCentre(group.groupId)}>
            {words.openOf(group.name)}
          </Button>
        )}
        <Button icon="bin" onClick={() => void onRemove(group)}>
          {texts.removeGroup(group.name)}
        </Button>
        {children}
      </div>
    </details>
  )
}

type PartProps = Pick<EditGroupsProps, 'texts' | 'patch'>

function GroupPlace({ group, texts, patch }: PartProps & { readonly group: BoardGroup }) {
  const [name, setName] = useState<string>(group.name)
  const [room, setRoom] = useState(group.room ?? '')
  const isSame = name.trim() === group.name && room.trim() === (group.room ?? '')
  const { isSaved, settle } = useSaved(JSON.stringify([name, room]))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '' || isSame) return
    void patch({
      groups: [{ groupId: group.groupId, name: name.trim(), room: room.trim() || null }],
    }).then(settle)
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <label>
        {texts.groupName}
        <input
          required
          maxLength={TITLE_MAX_UNITS}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label>
        {texts.groupRoom}
        <input
          maxLength={TITLE_MAX_UNITS}
          value={room}
          onChange={(event) => setRoom(event.target.value)}
        />
      </label>
      <SaveRow {...{ isSame, isSaved }} save={texts.save} saved={texts.saved} />
    </form>
  )
}

/** An ordinary group is what is mostly forgotten; its name is proposed, a centre has its town's. */
const KINDS: readonly GroupKind[] = ['team', 'centre', 'partners']

function AddGroup({ texts, patch, onAdd }: PartProps & { readonly onAdd: () => void }) {
  const groups = useBoard((board) => board.groups)
  const [typed, setTyped] = useState<string>()
  const [kind, setKind] = useState<GroupKind>('team')
  const proposed = kind === 'team' ? nextGroupName(groups, texts.groupNamed) : ''
  const name = typed ?? proposed
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '') return
    onAdd()
    void patch({ groups: [{ name: name.trim(), kind }] }).then((done) => {
      if (done) setTyped(undefined)
    })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <h3>{texts.addGroup}</h3>
      <fieldset aria-label={texts.groupKind}>
        {KINDS.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name="kind"
              checked={kind === option}
              onChange={() => setKind(option)}
            />
            {texts.kind[option]}
          </label>
        ))}
      </fieldset>
      <label>
        {texts.groupName}
        <input
          required
          maxLength={TITLE_MAX_UNITS}
          value={name}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Button type="submit" look="strong">
        {texts.addGroup}
      </Button>
    </form>
  )
}
