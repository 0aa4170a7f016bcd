import type { ButtonHTMLAttributes, ReactNode } from 'react'

import { Icon, type IconName } from './icon.tsx'
import css from './button.module.css'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `strong`: the one act of the place. `bare`: without border. */
  readonly look?: 'plain' | 'strong' | 'bare'
  /** `thumb`: 56 px high, full width, for a phone's main act. */
  readonly size?: 'target' | 'thumb'
  readonly icon?: IconName
  readonly iconAfter?: IconName
}

export function Button({
  look = 'plain',
  size = 'target',
  icon,
  iconAfter,
  children,
  className,
  type,
  ...rest
}: ButtonProps): ReactNode {
  const classes = buttonClass({ look, size }, className)
  const content = (
    <>
      {icon && <Icon name={icon} />}
      {children}
      {iconAfter && <Icon name={iconAfter} />}
    </>
  )
  return type === 'submit' ? (
    <button {...rest} type="submit" className={classes}>
      {content}
    </button>
  ) : (
    <button {...rest} type="button" className={classes}>
      {content}
    </button>
  )
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon' | 'iconAfter' | 'size'> & {
  readonly icon: IconName
  /** What it does, in words: said aloud and shown on hover. */
  readonly label: string
}

export function IconButton({
  icon,
  label,
  look = 'bare',
  className,
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Button
      {...rest}
      look={look}
      className={`${css.square} ${className ?? ''}`}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </Button>
  )
}

/** The same look for a link. */
export function buttonClass(
  { look = 'plain', size = 'target' }: Pick<ButtonProps, 'look' | 'size'>,
  more?: string,
): string {
  return [css.button, css[look], size === 'thumb' && css.thumb, more].filter(Boolean).join(' ')
}
