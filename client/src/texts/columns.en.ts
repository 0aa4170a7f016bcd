import type { ColumnsTexts } from './columns.fr.ts'

export const columnsEn: ColumnsTexts = {
  hint: 'The title is read on the wall and in the minutes, the question on the phones.',
  partTitle: 'Title of the part',
  columnTitle: 'Title of the column',
  question: 'Question asked on the phones',
  addColumn: 'Add a column',
  addColumnTo: (part) => `Add a column to ${part}`,
  moveUp: (title) => `Move ${title} up`,
  moveDown: (title) => `Move ${title} down`,
  moved: (title, place, count) => `${title}: ${place} of ${count}`,
  addPart: 'Add a part',
  full: (count) => `This wall has its ${count} columns: it cannot have more.`,
}
