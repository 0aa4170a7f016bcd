/**
 * Whoever prefers the dark gets the projector's palette: the wall goes to blackboard green, the papers keep
 * their colours. By attribute and not by a media query of its own, or there would be two copies of it.
 */
export function followDark(): void {
  const dark = window.matchMedia('screen and (prefers-color-scheme: dark)')
  const follow = (): void => {
    if (dark.matches) document.documentElement.dataset['theme'] = 'projecteur'
    else delete document.documentElement.dataset['theme']
  }
  follow()
  dark.addEventListener('change', follow)
}
