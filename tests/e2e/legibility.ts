import type { Page } from '@playwright/test'

/** What a room is: metres to the last row, and how wide the image is. */
export type Room = { readonly depth: number; readonly width: number }

/** ISO 9241-3: a capital letter of at least 16 minutes of arc; capitals of the text face are 0.67 em high. */
export function smallestPx({ depth, width }: Room, imagePx: number): number {
  const capitalM = depth * Math.tan((16 / 60) * (Math.PI / 180))
  return ((capitalM / width) * imagePx) / 0.67
}

/** What the last row cannot read: too small, cut, beyond the screen, broken in a word, on other words. */
export function illegible(page: Page, leastPx: number): Promise<readonly string[]> {
  return page.evaluate((least) => {
    /** From the top of a capital to the foot of a « p »: boxes of text reach far beyond their ink. */
    const INK_EM = 1
    const LOOSE_EM = 0.1
    /** What a tight line gives away at its edges is still less than a line. */
    const LINE_EM = 0.7
    const flaws: string[] = []
    const shown = textsShown()
    for (const { text, element, size, boxes } of shown) {
      const name = `« ${text.slice(0, 40)} »`
      const loose = size * LOOSE_EM
      if (size < least - 0.1)
        flaws.push(`${name} is ${size.toFixed(1)} px, not ${least.toFixed(1)}`)
      if (!boxes.every((box) => isWithin(box, screenBox(), loose)))
        flaws.push(`${name} is off screen`)
      const cutter = cuttersOf(element).find(
        (each) => !boxes.every((box) => isWithin(box, each.getBoundingClientRect(), loose)),
      )
      if (cutter) flaws.push(`${name} is cut by ${cutter.className}`)
      if (runsOver(element, size * LINE_EM)) flaws.push(`${name} runs over its box`)
    }
    flaws.push(...brokenWords(), ...collisions())
    return flaws

    function textsShown() {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement
        const text = node.textContent?.trim() ?? ''
        if (!element || text === '' || !isShown(element)) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        const size = sizeOf(element)
        const boxes = [...range.getClientRects()].map((box) => inkOf(box, size))
        if (boxes.length > 0) found.push({ node, text, element, size, boxes })
      }
      return found
    }

    /** Not what is only said aloud, and not what is no part of the stage: the controls of a remote centre. */
    function isShown(element: Element): boolean {
      if (element.closest('script, style, aside > :is(button, select, label), option')) return false
      if (!element.checkVisibility({ visibilityProperty: true })) return false
      for (let each: Element | null = element; each; each = each.parentElement)
        if (getComputedStyle(each).clipPath.startsWith('inset(50%')) return false
      return true
    }

    /** As it stands on the screen, whatever scales it. */
    function sizeOf(element: Element): number {
      const set = parseFloat(getComputedStyle(element).fontSize)
      if (element instanceof SVGGraphicsElement) {
        const matrix = element.getScreenCTM()
        return matrix ? set * Math.hypot(matrix.b, matrix.d) : 0
      }
      let scale = 1
      for (let each: Element | null = element; each; each = each.parentElement) {
        const { transform, scale: own } = getComputedStyle(each)
        const matrix = new DOMMatrix(transform)
        scale *= Math.hypot(matrix.c, matrix.d) * (own === 'none' ? 1 : parseFloat(own))
      }
      return set * scale
    }

    function inkOf({ left, top, width, height }: DOMRect, size: number): DOMRect {
      const loose = Math.max((height - size * INK_EM) / 2, 0)
      return new DOMRect(left, top + loose, width, height - 2 * loose)
    }

    function screenBox() {
      return new DOMRect(0, 0, innerWidth, innerHeight)
    }

    function isWithin(inner: DOMRect, outer: DOMRect, loose: number): boolean {
      return (
        inner.left >= outer.left - 1 &&
        inner.right <= outer.right + 1 &&
        inner.top >= outer.top - loose &&
        inner.bottom <= outer.bottom + loose
      )
    }

    function cuttersOf(element: Element): readonly Element[] {
      const cutters: Element[] = []
      for (let each: Element | null = element; each; each = each.parentElement)
        if (getComputedStyle(each).overflow !== 'visible' && !each.closest('svg'))
          cutters.push(each)
      return cutters
    }

    function runsOver(element: Element, loose: number): boolean {
      if (!(element instanceof HTMLElement) || getComputedStyle(element).display === 'inline')
        return false
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
      return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + loose
    }

    /** A word on two lines, without a hyphen between: only an address may be too long for any line. */
    function brokenWords(): readonly string[] {
      return shown.flatMap(({ node, size }) => {
        const text = node.textContent ?? ''
        const words = [...text.matchAll(/[^\s\u00AD\-/…:.]{2,30}(?=[\s,;?…-]|$)/gu)]
        return words.flatMap(({ 0: word, index }) => {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          const tops = [...range.getClientRects()].map(({ top }) => top)
          const isBroken = Math.max(...tops) - Math.min(...tops) > size / 2
          const isParted = text[index - 1] === '\u00AD' || text[index + word.length] === '\u00AD'
          return isBroken && !isParted ? [`« ${word} » is broken`] : []
        })
      })
    }

    function collisions(): readonly string[] {
      const inked = shown.flatMap(({ text, element, boxes }) =>
        boxes.map(({ left, right, top, bottom }) => ({ text, element, left, right, top, bottom })),
      )
      return inked.flatMap((a, index) =>
        inked.slice(index + 1).flatMap((b) => {
          const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          if (a.element === b.element || width < 2 || height < 2) return []
          return [`« ${a.text.slice(0, 20)} » stands on « ${b.text.slice(0, 20)} »`]
        }),
      )
    }
  }, leastPx)
}

/** The notes of this page, in order; one in pieces is as many entries. */
export function notesShown(page: Page): Promise<readonly string[]> {
  return page.locator('main article p').allTextContents()
}

/** What the pages together hold: pieces (« …un banc… ») put together again. */
export function joinPieces(entries: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const entry of entries) {
    const last = whole.length - 1
    if (entry.startsWith('…') && whole[last]?.endsWith('…'))
      whole[last] = `${whole[last].slice(0, -1)} ${entry.slice(1)}`
    else whole.push(entry)
  }
  return whole
}
