declare global {
  var noteRenders: number | undefined
}

/** Counts how often notes render, in builds made with `--mode measure` only: a test reads the counter. */
export function countNoteRender(): void {
  if (import.meta.env.MODE === 'measure') globalThis.noteRenders = (globalThis.noteRenders ?? 0) + 1
}
