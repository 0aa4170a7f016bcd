import { useSecretLink } from '../../features/session/use-secret-link.ts'
import { useScreenLink } from '../../features/wall/use-screen-link.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './wall-aside.module.css'

const SCREEN = { role: 'screen' } as const

/** Opens the projector's page. Where this browser has no link of it yet, one is made on the way. */
export function OpenScreen({ texts }: { readonly texts: WallTexts }) {
  const { link, learn } = useScreenLink()
  const { problem, isAsking, make } = useSecretLink(SCREEN, learn)
  const open = (): void => {
    // Within the click: later the browser would take it for an advertisement, and block it.
    const page = window.open('', '_blank')
    void make().then((made) => {
      if (page === null) return
      page.opener = null
      if (made === undefined) page.close()
      else page.location.replace(made)
    })
  }
  return (
    <>
      {link === undefined ? (
        <Button icon="project" className={css.open ?? ''} disabled={isAsking} onClick={open}>
          {texts.openScreen}
        </Button>
      ) : (
        <a
          className={buttonClass({}, css.open)}
          href={link}
          target="_blank"
          rel="noopener noreferrer"
        >
          <Icon name="project" />
          {texts.openScreen}
        </a>
      )}
      {problem && <p role="alert">{[problem.title, problem.detail].filter(Boolean).join('. ')}</p>}
    </>
  )
}
