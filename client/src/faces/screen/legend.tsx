import { useLayoutEffect, useRef } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './legend.module.css'

/** From here on names would push the signs off the strip. */
const NAMES_MAX = 6

/**
 * The key to the bricks. A sign alone where letter and name agree (« Groupe A »); with its name where nobody
 * could guess it and there is room. Where not even signs close together have room there is none: half a key
 * misleads.
 */
export function Legend() {
  const list = useRef<HTMLUListElement>(null)
  const groups = useBoard((board) => board.groups)
  const hasNames = groups.length <= NAMES_MAX
  const content = JSON.stringify(groups)
  useLayoutEffect(() => {
    if (!list.current) return
    const fit = (): void => fitLegend(list.current)
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(list.current)
    return () => observer.disconnect()
  }, [content])
  return (
    <ul role="list" ref={list} className={css.legend}>
      {groups.map((group) => (
        <li key={group.groupId}>
          <GroupSign sign={group.sign} name={group.name} />
          {hasNames && group.kind !== 'team' && <span aria-hidden="true">{group.name}</span>}
        </li>
      ))}
    </ul>
  )
}

/** By hand: first with names, then signs alone, then close together, for which the whole strip draws in; then nothing. */
function fitLegend(list: HTMLElement | null): void {
  if (!list) return
  for (const look of ['names', 'signs', 'tight', 'none']) {
    list.dataset['look'] = look
    const box = list.getBoundingClientRect()
    const isWithin = [...list.children]
      .map((item) => item.getBoundingClientRect())
      .every(
        ({ top, right, bottom }) =>
          top >= box.top - 1 && right <= box.right + 1 && bottom <= box.bottom + 1,
      )
    if (isWithin) return
  }
}
