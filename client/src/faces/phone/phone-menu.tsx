import type { ReactNode } from 'react'

import { joinCodeKey } from '../../documents/session-key.ts'
import { localStore } from '../../documents/storage.ts'
import { useSession } from '../../documents/use-board.ts'
import { HeadcountForm } from '../../features/headcount/headcount-form.tsx'

/** What a participant does beside writing. */
export function PhoneMenu({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { boardId } = useSession()
  const code = localStore.getItem(joinCodeKey(boardId))
  return <HeadcountForm onClose={onClose} joinPage={code === null ? undefined : `/r/${code}`} />
}
