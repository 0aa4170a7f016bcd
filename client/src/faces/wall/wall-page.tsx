import type { ThemeId } from '@murmure/shared/ids'
import {
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { useCommands } from '../../features/phase/use-commands.ts'
import { type Show, useStageNews, useStageRemote } from '../../features/stage/use-stage-remote.ts'
import { createNoteSelection, type NoteSelection } from '../../features/wall/note-selection.ts'
import { SelectionBar } from '../../features/wall/selection-bar.tsx'
import { useAnnouncer } from '../../features/wall/use-announcer.ts'
import { useRememberedWall } from '../../features/wall/use-remembered-wall.ts'
import { useTextSize } from '../../features/wall/use-text-size.ts'
import { useUndoKey, useWallSurface } from '../../features/wall/use-wall-surface.ts'
import type { WallKeyActs } from '../../features/wall/wall-keys.ts'
import { useWayIn } from '../../features/wall/use-way-in.ts'
import { type Announce, useWallActs, type WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { spacedCode } from '../../ui/spaced-code.ts'
import { OfflineBanner } from './offline-banner.tsx'
import { useNarrow } from './use-narrow.ts'
import { WallAside } from './wall-aside.tsx'
import { useSidePanel } from './use-side-panel.ts'
import { SideStrip } from './side-strip.tsx'
import { type WallDialog, WallDialogs } from './wall-dialogs.tsx'
import { WallFooter } from './wall-footer.tsx'
import { WallHeader } from './wall-header.tsx'
import { WallJumps } from './wall-jumps.tsx'
import { type NoteSurroundings, NoteSurroundingsContext } from './wall-note.tsx'
import css from './wall-page.module.css'
import { WallSections } from './wall-sections.tsx'
import { WallSurface } from './wall-surface.tsx'

type WallPageProps = { readonly texts: WallTexts; readonly secret: string | undefined }

/** The facilitator's wall, open. */
export function WallPage({ texts, secret }: WallPageProps) {
  useRememberedWall(secret)
  const join = useWayIn()
  const { send, patch, removeGroup, problem, forgetProblem } = useCommands()
  const { said, announce, announceScreens } = useAnnouncer(texts)
  const { dialog, open } = useDialog(forgetProblem)
  const [selection] = useState(createNoteSelection)
  const panel = useSidePanel()
  const size = useTextSize()
  const isNarrow = useNarrow(size.percent)
  const acts = useWallActs(texts, announce)
  const remote = useStageRemote(texts, announceScreens)
  useStageNews(texts, said, { remote, announce: announceScreens })
  const keyActs = useKeyActs({ acts, announce, open, show: remote.show })
  const surface = useWallSurface({ texts, selection, acts: keyActs })
  const surroundings = useSurroundings({ texts, selection, acts, open })
  const onTheme = useCallback((themeId: ThemeId) => open({ kind: 'theme', themeId }), [open])
  const onColumns = useCallback(() => open({ kind: 'columns' }), [open])
  usePageWide(texts, acts.undo)
  const wall = useMemo(
    () => <WallSections {...{ texts, acts, send, onTheme, onColumns, surface }} />,
    [texts, acts, send, onTheme, onColumns, surface],
  )
  return (
    <div className={css.page} data-narrow={isNarrow || undefined}>
      <WallHeader {...{ texts, send, remote, open, panel }} code={join && spacedCode(join.code)} />
      <OfflineBanner texts={texts} />
      <WallJumps texts={texts} />
      <WallMain selection={selection}>
        <NoteSurroundingsContext value={surroundings}>
          <WallSurface {...{ texts, acts, selection }}>{wall}</WallSurface>
        </NoteSurroundingsContext>
        <SelectionBar
          selection={selection}
          texts={texts}
          onFile={keyActs.openNotes}
          onNewTheme={keyActs.newTheme}
          onRetire={acts.retire}
        />
      </WallMain>
      <SideStrip {...{ texts, panel, remote }} />
      <WallAside {...{ texts, send, remote, announce, open, panel }} />
      <WallFooter
        {...{ texts, acts, said, size }}
        problem={dialog && SAYS_PROBLEM.has(dialog.kind) ? undefined : problem}
        onAsides={() => open({ kind: 'asides' })}
      />
      {dialog && (
        <WallDialogs
          {...{ dialog, texts, acts, patch, removeGroup, join, selection, problem, open }}
          show={remote.show}
          onClose={() => open(undefined)}
        />
      )}
    </div>
  )
}

/** They say themselves why something was not done: the bar behind them must not grow for it as well. */
const SAYS_PROBLEM: ReadonlySet<WallDialog['kind']> = new Set([
  'board',
  'columns',
  'groups',
  'visio',
])

/** What was refused before is not about the dialog that opens, nor about the wall once it is closed. */
function useDialog(forgetProblem: () => void) {
  const [dialog, setDialog] = useState<WallDialog>()
  const open = useCallback(
    (next: WallDialog | undefined) => {
      forgetProblem()
      setDialog(next)
    },
    [forgetProblem],
  )
  return { dialog, open }
}

type WallMainProps = { readonly selection: NoteSelection; readonly children: ReactNode }

/** Says whether something is selected: then the last notes may scroll above the bar that lies over them. */
function WallMain({ selection, children }: WallMainProps) {
  const isSelecting = useSyncExternalStore(selection.subscribe, () => selection.all().size > 0)
  return (
    <main className={css.wall} data-selecting={isSelecting || undefined}>
      {children}
    </main>
  )
}

/** What goes beyond the wall's own elements: its keys, its name. */
function usePageWide(texts: WallTexts, undo: WallActs['undo']): void {
  const title = useBoard((board) => board.meta.title)
  useUndoKey(undo)
  useEffect(() => {
    document.title = texts.pageTitle(title)
  }, [texts, title])
}

type KeyActsDeps = {
  readonly acts: WallActs
  readonly announce: Announce
  readonly open: (dialog: WallDialog) => void
  readonly show: Show
}

function useKeyActs({ acts, announce, open, show }: KeyActsDeps): WallKeyActs {
  return useMemo(
    () => ({
      place: acts.place,
      retire: acts.retire,
      announce,
      show,
      openNotes: (cardIds) => open({ kind: 'notes', cardIds }),
      newTheme: (cardIds) => open({ kind: 'new-theme', cardIds }),
    }),
    [acts, announce, open, show],
  )
}

type SurroundingsDeps = Pick<KeyActsDeps, 'acts' | 'open'> & {
  readonly texts: WallTexts
  readonly selection: NoteSelection
}

function useSurroundings({ texts, selection, acts, open }: SurroundingsDeps): NoteSurroundings {
  const groups = useBoard((board) => board.groups)
  const late = useBoard((board) => board.session.late)
  return useMemo(
    () => ({
      late: new Set(late),
      groups: new Map(groups.map((group) => [group.groupId, group])),
      texts,
      selection,
      onMenu: (cardId) =>
        open({ kind: 'notes', cardIds: selection.has(cardId) ? [...selection.all()] : [cardId] }),
      onRetire: (cardId) => acts.retire([cardId]),
    }),
    [acts, groups, late, open, selection, texts],
  )
}
