import css from './logo.module.css'

/** The wall in which one brick speaks, without the name: decoration. */
export function Logo() {
  return (
    <svg className={css.logo} viewBox="0 0 48 48" aria-hidden="true">
      <g className={css.wall}>
        <rect x="2" y="3" width="25" height="12" rx="1.6" />
        <rect x="30" y="3" width="16" height="12" rx="1.6" />
        <rect x="2" y="18" width="12" height="12" rx="1.6" />
        <rect x="2" y="33" width="19" height="12" rx="1.6" />
        <rect x="33" y="33" width="13" height="12" rx="1.6" />
      </g>
      <path
        className={css.voice}
        d="M18.6 18h25.8a1.6 1.6 0 0 1 1.6 1.6v8.8a1.6 1.6 0 0 1-1.6 1.6H30.5L24 39.5V30h-5.4a1.6 1.6 0 0 1-1.6-1.6v-8.8a1.6 1.6 0 0 1 1.6-1.6Z"
      />
    </svg>
  )
}
