import { chooseSign } from './choose-sign.ts'
import type { Column, Section } from './column.ts'
import type { Group, GroupKind, GroupSign } from './group.ts'
import type { Locale } from './room.ts'
import { TEMPLATE_IDS, type TemplateId } from './template-ids.ts'

/** A ready wall: what `GET /api/templates` lists and `POST /api/boards` builds on. */
export type Template = {
  readonly templateId: TemplateId
  readonly name: string
  readonly description: string
  readonly sections: readonly Section[]
  readonly columns: readonly Column[]
  readonly groups: readonly NewGroup[]
}

export const DEFAULT_TEMPLATE: TemplateId = 'bilan-et-perspectives'

export type NewGroup = { readonly name: string; readonly kind: GroupKind }

type ColumnText = readonly [columnId: string, title: string, question: string]
type Text = {
  readonly name: string
  readonly description: string
  readonly groups: readonly NewGroup[]
  readonly sections: readonly {
    readonly sectionId: string
    readonly title: string
    readonly columns: readonly ColumnText[]
  }[]
}

const GROUPS_FR: readonly NewGroup[] = [
  { name: 'Groupe A', kind: 'team' },
  { name: 'Groupe B', kind: 'team' },
  { name: 'Groupe C', kind: 'team' },
  { name: 'Partenaires', kind: 'partners' },
]
const GROUPS_EN: readonly NewGroup[] = [
  { name: 'Group A', kind: 'team' },
  { name: 'Group B', kind: 'team' },
  { name: 'Group C', kind: 'team' },
  { name: 'Partners', kind: 'partners' },
]

const TEXTS: Readonly<Record<Locale, Readonly<Record<TemplateId, Text>>>> = {
  fr: {
    'bilan-et-perspectives': {
      name: 'Bilan et perspectives',
      description: 'Pour une assemblée\u00a0: regarder l’année passée, puis choisir la suite.',
      groups: GROUPS_FR,
      sections: [
        {
          sectionId: 'bilan',
          title: 'Bilan',
          columns: [
            ['apporte', 'Ce que cela apporte', 'Ce que cela vous apporte ?'],
            ['manque', 'Ce qui a manqué', 'Ce qui vous a manqué ?'],
          ],
        },
        {
          sectionId: 'perspectives',
          title: 'Perspectives',
          columns: [
            ['conserver', 'Conserver', 'Qu’est-ce que l’on conserve, développe ?'],
            ['inventer', 'Inventer', 'Que peut-on inventer, créer ?'],
          ],
        },
      ],
    },
    'trois-questions': {
      name: 'Trois questions',
      description: 'Ce qui va, ce qui coince, ce\u00A0qu’on essaie. Une heure suffit.',
      groups: GROUPS_FR.slice(0, 3),
      sections: [
        {
          sectionId: 'questions',
          title: 'Trois questions',
          columns: [
            ['va', 'Ce qui va', 'Qu’est-ce qui va bien ?'],
            ['coince', 'Ce qui coince', 'Qu’est-ce qui coince ?'],
            ['essaie', 'Ce qu’on essaie', 'Qu’est-ce qu’on essaie ?'],
          ],
        },
      ],
    },
    'une-question': {
      name: 'Une seule question',
      description: 'Une idée, une note. Pour ouvrir une réunion ou préparer une fête.',
      groups: GROUPS_FR.slice(0, 3),
      sections: [
        {
          sectionId: 'question',
          title: 'La question',
          columns: [['idees', 'Vos idées', 'Quelle est votre idée ?']],
        },
      ],
    },
    'mur-vide': {
      name: 'Mur vide',
      description: 'Une colonne et un groupe, que vous renommez et complétez.',
      groups: GROUPS_FR.slice(0, 1),
      sections: [
        { sectionId: 'mur', title: 'Mur', columns: [['notes', 'Notes', 'Qu’avez-vous à dire ?']] },
      ],
    },
  },
  en: {
    'bilan-et-perspectives': {
      name: 'Review and outlook',
      description: 'For an assembly: look back on the year, then choose what comes next.',
      groups: GROUPS_EN,
      sections: [
        {
          sectionId: 'bilan',
          title: 'Review',
          columns: [
            ['apporte', 'What it brings', 'What does it bring you?'],
            ['manque', 'What was missing', 'What was missing for you?'],
          ],
        },
        {
          sectionId: 'perspectives',
          title: 'Outlook',
          columns: [
            ['conserver', 'Keep', 'What do we keep and develop?'],
            ['inventer', 'Invent', 'What can we invent or create?'],
          ],
        },
      ],
    },
    'trois-questions': {
      name: 'Three questions',
      description: 'What works, what doesn’t, what we try. One hour is enough.',
      groups: GROUPS_EN.slice(0, 3),
      sections: [
        {
          sectionId: 'questions',
          title: 'Three questions',
          columns: [
            ['va', 'What works', 'What works well?'],
            ['coince', 'What doesn’t', 'What gets stuck?'],
            ['essaie', 'What we try', 'What shall we try?'],
          ],
        },
      ],
    },
    'une-question': {
      name: 'A single question',
      description: 'One idea, one note. To open a meeting or prepare a party.',
      groups: GROUPS_EN.slice(0, 3),
      sections: [
        {
          sectionId: 'question',
          title: 'The question',
          columns: [['idees', 'Your ideas', 'What is your idea?']],
        },
      ],
    },
    'mur-vide': {
      name: 'Empty wall',
      description: 'One column and one group, to rename and complete.',
      groups: GROUPS_EN.slice(0, 1),
      sections: [
        { sectionId: 'mur', title: 'Wall', columns: [['notes', 'Notes', 'What would you say?']] },
      ],
    },
  },
}

/** All templates, in the language asked for, the default first. */
export function templatesIn(locale: Locale): readonly Template[] {
  return TEMPLATE_IDS.map((templateId) => templateIn(locale, templateId))
}

export function templateIn(locale: Locale, templateId: TemplateId): Template {
  const text = TEXTS[locale][templateId]
  return {
    templateId,
    name: text.name,
    description: text.description,
    sections: text.sections.map(({ sectionId, title }, order) => ({ sectionId, title, order })),
    columns: text.sections
      .flatMap(({ sectionId, columns }) => columns.map((column) => ({ sectionId, column })))
      .map(({ sectionId, column: [columnId, title, question] }, order) => ({
        columnId,
        section: sectionId,
        title,
        question,
        order,
      })),
    groups: text.groups,
  }
}

/** Groups with ids and distinct signs, in the order given, after those that are there already. */
export function buildGroups(
  groups: readonly NewGroup[],
  createGroupId: () => string,
  present: readonly Group[] = [],
): readonly Group[] {
  const signs: GroupSign[] = present.map((group) => group.sign)
  return groups.map((group, index) => {
    const sign = chooseSign(group.name, group.kind, signs)
    signs.push(sign)
    return {
      groupId: createGroupId(),
      name: group.name,
      kind: group.kind,
      sign,
      order: present.length + index,
    }
  })
}
