import type { ReactNode } from 'react'

import { GroupShape } from '@murmure/shared/group'

import { GroupNote } from '../../features/write/group-note.tsx'
import { designTexts as texts } from '../../texts/design.ts'
import { Brand } from '../../ui/brand.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Icon, ICON_NAMES } from '../../ui/icon.tsx'
import { Brick, Paper } from '../../ui/paper.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './design-face.module.css'

const SHAPES = GroupShape.options
const LETTERS = ['A', 'B', 'C', 'P', 'V', 'D'] as const
const SURFACES = ['mur', 'mur-creux', 'panneau', 'feuille', 'champ', 'vert-lavis'] as const
const INKS = ['encre', 'encre-2', 'encre-3', 'vert', 'brique', 'ok', 'attente', 'erreur'] as const
const SIZES = ['t-xs', 't-s', 't-m', 't-l', 't-xl', 't-2xl', 't-3xl'] as const
const LOOKS = ['strong', 'plain', 'bare'] as const

/** Every component in every state, in both palettes side by side: photographed and looked at. */
export function DesignFace(): ReactNode {
  return (
    <main className={css.page}>
      <header>
        <Brand />
        <h1>{texts.title}</h1>
        <p>{texts.intro}</p>
      </header>
      <section aria-label={texts.themes.light} className={css.theme}>
        <Parts />
      </section>
      <section aria-label={texts.themes.dark} className={css.theme} data-theme="projecteur">
        <Parts />
      </section>
    </main>
  )
}

function Parts(): ReactNode {
  return (
    <>
      <Part title={texts.parts.colours}>
        <div className={css.row}>
          {SURFACES.map((name) => (
            <span key={name} className={css.swatch} style={{ background: `var(--${name})` }}>
              {name}
            </span>
          ))}
        </div>
        <div className={css.row}>
          {INKS.map((name) => (
            <b key={name} style={{ color: `var(--${name})` }}>
              {name}
            </b>
          ))}
        </div>
      </Part>
      <Part title={texts.parts.type}>
        {SIZES.map((name) => (
          <p key={name} style={{ fontSize: `var(--${name})`, width: '100%' }}>
            {texts.body} {spacedCode('482915')}
          </p>
        ))}
        <h2>{texts.heading}</h2>
      </Part>
      <Part title={texts.parts.buttons}>
        {LOOKS.map((look) => (
          <Button key={look} look={look} icon="send">
            {texts.act}
          </Button>
        ))}
        <Button disabled>{texts.disabled}</Button>
        <IconButton icon="pencil" label={texts.act} />
        <Button look="strong" size="thumb">
          {texts.act}
        </Button>
      </Part>
      <Part title={texts.parts.icons}>
        {ICON_NAMES.map((name) => (
          <span key={name} title={name}>
            <Icon name={name} size={24} />
          </span>
        ))}
      </Part>
      <PaperParts />
      <StateParts />
    </>
  )
}

function StateParts(): ReactNode {
  return (
    <>
      <Part title={texts.parts.states}>
        <p className={css.saved}>
          <Icon name="check" /> {texts.saved}
        </p>
        <p className={css.waiting}>
          <Icon name="waiting" /> {texts.waiting}
        </p>
        <p className={css.refused}>
          <Icon name="alert" /> {texts.refused}
        </p>
      </Part>
      <Part title={texts.parts.fields}>
        <label className={css.field}>
          {texts.field} <input defaultValue="Samia" />
        </label>
      </Part>
      <Part title={texts.parts.qr}>
        <div className={css.qr}>
          <QrCode text="http://192.168.1.20:3000/r/482915" label={texts.qr} />
        </div>
      </Part>
    </>
  )
}

function PaperParts(): ReactNode {
  return (
    <>
      <Part title={texts.parts.signs}>
        {SHAPES.map((paper) => (
          <div key={paper} className={css.signs}>
            {SHAPES.map((shape, index) => (
              <GroupSign
                key={shape}
                sign={{ paper, shape, letter: LETTERS[index] ?? 'A' }}
                size={36}
              />
            ))}
          </div>
        ))}
      </Part>
      <Part title={texts.parts.papers}>
        {[false, true].map((waiting) => (
          <div key={String(waiting)} className={css.row}>
            {SHAPES.map((paper) => (
              <Paper key={paper} paper={paper} waiting={waiting} className={css.note ?? ''}>
                {texts.note}
              </Paper>
            ))}
          </div>
        ))}
        <div className={css.row}>
          {SHAPES.map((paper) => (
            <Brick key={paper} paper={paper} />
          ))}
        </div>
      </Part>
      <Part title={texts.parts.group}>
        <ul className={css.list}>
          {[false, true].map((waiting) => (
            <ExampleNote key={String(waiting)} waiting={waiting} />
          ))}
        </ul>
      </Part>
    </>
  )
}

function ExampleNote({ waiting }: { readonly waiting: boolean }): ReactNode {
  const sign = { paper: 'square', shape: 'square', letter: 'B' } as const
  return (
    <GroupNote
      card={{
        cardId: waiting ? 'exemple.attente' : 'exemple.enregistre',
        groupId: 'b',
        writtenIn: 'b',
        columnId: 'apporte',
        themeId: null,
        order: 'a0',
        text: texts.note,
        at: 0,
        outcome: { kind: 'kept' },
      }}
      group={{ groupId: 'b', name: 'Groupe B', kind: 'team', sign, order: 1 }}
      waiting={waiting}
      own
      editable
      correctedElsewhere={false}
      onCorrecting={() => undefined}
      onCorrect={() => undefined}
      onRemove={() => undefined}
      onRestore={() => undefined}
    />
  )
}

function Part(props: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={css.part}>
      <h3>{props.title}</h3>
      <div>{props.children}</div>
    </section>
  )
}
