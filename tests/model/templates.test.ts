import { Column, Section } from '@murmure/shared/column'
import { TEMPLATE_IDS } from '@murmure/shared/template-ids'
import { DEFAULT_TEMPLATE, templateIn, templatesIn } from '@murmure/shared/templates'
import { expect, test } from 'vitest'

test('the default template is that of the assembly', () => {
  const { sections, columns, groups } = templateIn('fr', DEFAULT_TEMPLATE)
  expect(sections.map(({ title }) => title)).toEqual(['Bilan', 'Perspectives'])
  expect(columns.map(({ section, title, question }) => [section, title, question])).toEqual([
    ['bilan', 'Ce que cela apporte', 'Ce que cela vous apporte ?'],
    ['bilan', 'Ce qui a manqué', 'Ce qui vous a manqué ?'],
    ['perspectives', 'Conserver', 'Qu’est-ce que l’on conserve, développe ?'],
    ['perspectives', 'Inventer', 'Que peut-on inventer, créer ?'],
  ])
  expect(groups.map(({ name }) => name)).toEqual([
    'Groupe A',
    'Groupe B',
    'Groupe C',
    'Partenaires',
  ])
})

test.for(TEMPLATE_IDS)('%s is the same wall in both languages, and a valid one', (templateId) => {
  const [french, english] = [templateIn('fr', templateId), templateIn('en', templateId)]
  const skeleton = ({ sections, columns, groups }: typeof french) => ({
    sections: sections.map(({ sectionId, order }) => ({ sectionId, order })),
    columns: columns.map(({ columnId, section, order }) => ({ columnId, section, order })),
    groups: groups.map(({ kind }) => kind),
  })
  expect(skeleton(english)).toEqual(skeleton(french))
  for (const template of [french, english]) {
    const sectionIds = template.sections.map(({ sectionId }) => sectionId)
    expect(template.sections.map((section) => Section.parse(section))).toEqual(template.sections)
    expect(template.columns.map((column) => Column.parse(column))).toEqual(template.columns)
    expect(template.columns.filter(({ section }) => !sectionIds.includes(section))).toEqual([])
    expect(new Set(template.columns.map(({ columnId }) => columnId)).size).toBe(
      template.columns.length,
    )
  }
  expect(english.name).not.toBe(french.name)
})

test('the default comes first', () => {
  expect(templatesIn('fr').map(({ templateId }) => templateId)).toEqual(TEMPLATE_IDS)
  expect(templatesIn('en')[0]?.templateId).toBe(DEFAULT_TEMPLATE)
})
