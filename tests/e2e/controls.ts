import type { Page } from '@playwright/test'

/** Everything that a finger, a mouse or a key can work. */
const CONTROLS =
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=radio], [role=checkbox], [role=switch], [role=tab], [role=option], [role=menuitem]'

/** A control that is smaller than a finger, as « what 30×44 »; of the whole page, or within this element. */
export async function smallTargets(page: Page, within?: string): Promise<readonly string[]> {
  return page.evaluate(
    ({ selector, least, frame }) => {
      const outer = document.querySelector(frame ?? 'dialog[open]') ?? document
      return [...outer.querySelectorAll<HTMLElement>(selector)]
        .filter((control) => isUsable(control) && !isLinkInText(control))
        .flatMap((control) => {
          control.scrollIntoView({ block: 'center', inline: 'center' })
          const { width, height } = hitArea(control)
          if (width >= least && height >= least) return []
          return [`${nameOf(control)} ${Math.round(width)}×${Math.round(height)}`]
        })

      function isUsable(control: HTMLElement): boolean {
        return (
          control.checkVisibility({ visibilityProperty: true }) && !control.matches(':disabled')
        )
      }

      /** The one exception, WCAG 2.5.8: a link within a sentence is as high as its line. */
      function isLinkInText(control: HTMLElement): boolean {
        return (
          control.matches('a') &&
          getComputedStyle(control).display === 'inline' &&
          control.closest('p, td, blockquote') !== null &&
          (control.parentElement?.textContent ?? '').trim() !== (control.textContent ?? '').trim()
        )
      }

      /** How far from its middle the control still answers: its own box, its label, its `::after`. */
      function hitArea(control: HTMLElement) {
        const box = control.getBoundingClientRect()
        const x = box.left + box.width / 2
        const y = box.top + box.height / 2
        // In strides, then pixel by pixel: each look is dear, and what answers has no holes.
        const reach = (dx: number, dy: number): number => {
          const answers = (px: number) => belongs(x + dx * (px - 0.5), y + dy * (px - 0.5))
          let px = 0
          for (const stride of [8, 1]) while (px < 60 && answers(px + stride)) px += stride
          return px
        }
        const belongs = (px: number, py: number): boolean => {
          const hit = document.elementFromPoint(px, py)
          const label = hit?.closest('label')
          return hit !== null && (control.contains(hit) || label?.control === control)
        }
        const { width, height } = box
        return {
          width: width >= least ? width : Math.max(width, reach(-1, 0) + reach(1, 0)),
          height: height >= least ? height : Math.max(height, reach(0, -1) + reach(0, 1)),
        }
      }

      function nameOf(control: HTMLElement): string {
        const name = control.getAttribute('aria-label') ?? control.textContent ?? ''
        return `${control.tagName.toLowerCase()} ${name.trim() || control.id}`.slice(0, 60)
      }
    },
    { selector: CONTROLS, least: 44, frame: within },
  )
}

/** Controls that Tab never reaches, and those that show no focus when it does. */
export async function keyboardGaps(page: Page): Promise<readonly string[]> {
  const all = await page.evaluate(markTabStops, CONTROLS)
  const reached = new Set<string>()
  const unseen: string[] = []
  // Once round and a little more: the browser's own chrome is one more stop. Then backwards: the wall of notes
  // takes the focus to where it was, past what stands before it.
  const round = all.length + 4
  for (let press = 0; press < 2 * round && reached.size < all.length; press++) {
    await page.keyboard.press(press < round ? 'Tab' : 'Shift+Tab')
    const stop = await page.evaluate(describeFocus)
    if (stop === undefined || reached.has(stop.mark)) continue
    reached.add(stop.mark)
    if (!stop.isSeen) unseen.push(`no visible focus: ${stop.name}`)
  }
  // « Annuler » goes after a while: what is no longer there cannot be reached.
  const there = new Set(await page.evaluate(visibleMarks))
  const missed = all
    .filter(({ mark }) => !reached.has(mark) && there.has(mark))
    .map(({ name }) => `no Tab: ${name}`)
  return [...missed, ...unseen]
}

const visibleMarks = () =>
  [...document.querySelectorAll<HTMLElement>('[data-tab-mark]')]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    .map((control) => control.dataset['tabMark'])

/** Gives every tab stop a number. A group of radio buttons is one; what has tabindex −1 is reached by arrows. */
function markTabStops(selector: string) {
  const outer = document.querySelector('dialog[open]') ?? document
  const groups = new Map<string, string>()
  const stops = new Map<string, string>()
  for (const [index, control] of [...outer.querySelectorAll<HTMLElement>(selector)].entries()) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue
    if (control.matches(':disabled') || control.tabIndex < 0) continue
    const name = control.getAttribute('aria-label') ?? control.textContent ?? ''
    const isRadio = control instanceof HTMLInputElement && control.type === 'radio'
    const group = isRadio ? `${control.form?.id ?? ''}/${control.name}` : undefined
    const mark = (group !== undefined && groups.get(group)) || String(index)
    if (group !== undefined) groups.set(group, mark)
    control.dataset['tabMark'] = mark
    stops.set(mark, `${control.tagName.toLowerCase()} ${name.trim() || control.id}`.slice(0, 60))
  }
  return [...stops].map(([mark, name]) => ({ mark, name }))
}

function describeFocus() {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement)) return undefined
  const mark = focused.dataset['tabMark']
  if (mark === undefined) return undefined
  // A field may draw the ring around its label, a note around its paper.
  const drawn = [focused, focused.closest('label'), focused.parentElement].some((element) => {
    if (!element) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (
      (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) ||
      boxShadow.includes('0px 0px 0px')
    )
  })
  const name = focused.getAttribute('aria-label') ?? focused.textContent ?? ''
  return {
    mark,
    isSeen: drawn,
    name: `${focused.tagName.toLowerCase()} ${name.trim()}`.slice(0, 60),
  }
}

/** Notes of every element whether it can be seen now, for `changedSight`. */
export function markSight(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const element of document.body.querySelectorAll<HTMLElement>('*'))
      element.dataset['sight'] = String(element.checkVisibility({ visibilityProperty: true }))
  })
}

/** Elements that were to be seen and are not, or the other way round. What came or went since is no palette's doing. */
export function changedSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('[data-sight]')].flatMap((element) => {
      const isSeen = String(element.checkVisibility({ visibilityProperty: true }))
      if (element.dataset['sight'] === isSeen) return []
      return [`${element.tagName.toLowerCase()} ${element.textContent?.slice(0, 60) ?? ''}`]
    }),
  )
}

/** How far the page scrolls sideways, in pixels: WCAG 1.4.10 allows none for text. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}

/** Controls that no scrolling brings into the window: cut off for good. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate((selector) => {
    const outer = document.querySelector('dialog[open]') ?? document
    return [...outer.querySelectorAll<HTMLElement>(selector)]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .flatMap((control) => {
        control.scrollIntoView({ block: 'center', inline: 'center' })
        const { left, top, width, height } = control.getBoundingClientRect()
        const x = left + width / 2
        const y = top + height / 2
        if (x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight) return []
        return [
          (control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 60),
        ]
      })
  }, CONTROLS)
}
