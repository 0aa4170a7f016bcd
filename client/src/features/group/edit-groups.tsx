import { type GroupKind, GroupKind as Kinds } from '@murmure/shared/group'
import { GROUPS_MAX, TITLE_MAX_UNITS } from '@murmure/shared/limits'
import type { BoardGroup } from '@murmure/shared/board'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import type { GroupId } from '@murmure/shared/ids'
import { type FormEvent, useEffect, useState } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { centreEn } from '../../texts/centre.en.ts'
import { centreFr } from '../../texts/centre.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import css from './edit-groups.module.css'

type EditGroupsProps = {
  readonly texts: WallTexts
  /** The address to join by; a group's own preselects it. */
  readonly joinLink: string | undefined
  /** Resolves to whether it was done. */
  readonly patch: (patch: PatchBoard) => Promise<boolean>
  /** What a remote centre's room needs: also right after it was added. */
  readonly onCentre: (groupId: GroupId) => void
}

/** The groups and remote centres: their way in, and one more of them. */
export function EditGroups({ texts, joinLink, patch, onCentre }: EditGroupsProps) {
  const words = useTexts({ fr: centreFr, en: centreEn })
  const groups = useBoard((board) => board.groups)
  /** The groups that there were when a centre was added: the one that comes is it. */
  const [before, setBefore] = useState<readonly GroupId[]>()
  const added = groups.find(
    ({ kind, groupId }) => kind === 'centre' && before !== undefined && !before.includes(groupId),
  )?.groupId
  useEffect(() => {
    if (added !== undefined) onCentre(added)
  }, [added, onCentre])

  return (
    <>
      <ul role="list" className={css.groups}>
        {groups.map((group) => (
          <li key={group.groupId}>
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
                    <QrCode
                      text={`${joinLink}?group=${group.groupId}`}
                      label={texts.qrOf(group.name)}
                    />
                    <figcaption>{texts.joinAs(group.name)}</figcaption>
                  </figure>
                )}
                {group.kind === 'centre' && (
                  <Button look="strong" icon="screen" onClick={() => onCentre(group.groupId)}>
                    {words.openOf(group.name)}
                  </Button>
                )}
              </div>
            </details>
          </li>
        ))}
      </ul>
      {groups.length < GROUPS_MAX && (
        <AddGroup
          texts={texts}
          patch={patch}
          onAdd={() => setBefore(groups.map(({ groupId }) => groupId))}
        />
      )}
    </>
  )
}

type PartProps = Pick<EditGroupsProps, 'texts' | 'patch'>

function GroupPlace({ group, texts, patch }: PartProps & { readonly group: BoardGroup }) {
  const [name, setName] = useState<string>(group.name)
  const [room, setRoom] = useState(group.room ?? '')
  const isSame = name.trim() === group.name && room.trim() === (group.room ?? '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '' || isSame) return
    void patch({
      groups: [{ groupId: group.groupId, name: name.trim(), room: room.trim() || null }],
    })
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
      <Button type="submit" disabled={isSame}>
        {texts.save}
      </Button>
    </form>
  )
}

function AddGroup({ texts, patch, onAdd }: PartProps & { readonly onAdd: () => void }) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<GroupKind>('centre')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '') return
    onAdd()
    void patch({ groups: [{ name: name.trim(), kind }] }).then((done) => {
      if (done) setName('')
    })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <h3>{texts.addGroup}</h3>
      <fieldset aria-label={texts.groupKind}>
        {Kinds.options.map((option) => (
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
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <Button type="submit" look="strong">
        {texts.addGroup}
      </Button>
    </form>
  )
}
