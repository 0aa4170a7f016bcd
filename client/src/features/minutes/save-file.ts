import type { MinutesFile } from '../../documents/api.ts'

/** Hands a file to the browser's own download, under its name. */
export function saveFile({ blob, fileName }: MinutesFile): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // The download has its own hold on the blob once it began; that is not before this task ends.
  window.setTimeout(() => URL.revokeObjectURL(url), RELEASE_MS)
}

const RELEASE_MS = 60_000
