import { type ReactNode, useEffect, useId, useRef } from 'react'

import { IconButton } from './button.tsx'
import css from './modal.module.css'

type ModalProps = {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * A native dialog, open as long as it is rendered: the browser traps the focus, closes on Escape and gives
 * the focus back to where it was.
 */
export function Modal({ title, closeLabel, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const isPressed = useRef(false)
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      // Removed from the page at once, the dialog itself can no longer give the focus back.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    // A click beside the panel closes it; Escape and the button do the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={css.modal}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClickCapture={(event) => {
        // The second half of a double click whose first half opened it: nobody chose what it falls on.
        if (event.detail > 1 && !isPressed.current) {
          event.preventDefault()
          event.stopPropagation()
        } else isPressed.current = true
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className={css.panel}>
        <div className={css.head}>
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label={closeLabel} onClick={onClose} />
        </div>
        {children}
      </div>
    </dialog>
  )
}
