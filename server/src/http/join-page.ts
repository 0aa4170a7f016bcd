import type { Group } from '@murmure/shared/group'
import { NAME_MAX_UNITS } from '@murmure/shared/limits'
import type { Locale, Meta } from '@murmure/shared/room'

import type { BoardRow } from '../storage/contract.ts'
import { groupSign } from './group-sign.ts'
import { type Html, markup } from './html.ts'
import { JOIN_TEXTS, type JoinTexts } from './join-texts.ts'

/** In the built `join.html`: where the server writes. */
const MARKER = '<!--join-->'

export type FormNotice = 'groupMissing' | 'groupUnknown'
export type CodeNotice = 'codeUnknown' | 'codeMalformed' | 'tooManyCodes' | 'pageUnknown'

/** What the person had filled in, when the form comes back. */
export type Filled = { readonly name?: string | undefined; readonly groupId?: string | undefined }

export type ServerPage = { readonly locale: Locale; readonly title: string; readonly body: Html }

/**
 * The join form of a board. A plain form: it works on a phone whose script did not load. The script, where
 * it runs, finds the board in `data-board` and the code in `data-code`.
 */
export function joinForm(
  { boardId, code, room }: BoardRow,
  filled: Filled = {},
  problem?: FormNotice,
): ServerPage {
  const { meta } = room
  const isKnown = room.groups.some(({ groupId }) => groupId === filled.groupId)
  // The sheet of a group that was removed since.
  const notice = filled.groupId && !isKnown ? 'groupUnknown' : problem
  const texts = JOIN_TEXTS[meta.locale]
  const subtitle = placeAndDate(meta)
  const only = room.groups.length === 1 ? room.groups[0]?.groupId : undefined
  const body = markup`<main class="join">
<header class="join-head"><h1>${meta.title}</h1>${subtitle && markup`<p>${subtitle}</p>`}</header>
<form class="join-form" method="post" action="/r/${code}" data-board="${boardId}" data-code="${code}" novalidate>
${notice && alert(texts[notice])}
<p class="field"><label for="name">${texts.name} <small>${texts.optional}</small></label><input id="name" name="name" value="${filled.name}" maxlength="${NAME_MAX_UNITS}" autocomplete="given-name"></p>
<fieldset class="field groups"><legend>${texts.group} <small>${texts.groupHint}</small></legend>
${room.groups.map((group) => groupChoice(group, (filled.groupId ?? only) === group.groupId, texts))}
</fieldset>
<div class="act"><button class="submit" type="submit">${texts.join}</button></div>
<p class="promise">${texts.promise}</p>
</form>
</main>`
  return { locale: meta.locale, title: `${meta.title} · Murmure`, body }
}

/** The field for a code: when none was given, or one that leads nowhere. */
export function codeForm(locale: Locale, code?: string, notice?: CodeNotice): ServerPage {
  const texts = JOIN_TEXTS[locale]
  const body = markup`<main class="join">
<header class="join-head"><h1>${texts.codeTitle}</h1></header>
<form class="join-form" method="get" action="/r">
${notice && alert(texts[notice])}
<p class="field"><label for="code">${texts.code} <small>${texts.codeHint}</small></label><input id="code" name="code" value="${code}" inputmode="numeric" autocomplete="off" maxlength="12" required></p>
<div class="act"><button class="submit" type="submit">${texts.open}</button></div>
<p class="promise">${texts.promise}</p>
</form>
</main>`
  return { locale, title: texts.pageTitle, body }
}

/** The built page with the server's part in it, in its language and under its title. */
export function fillTemplate(template: string, { locale, title, body }: ServerPage): string {
  // As functions: a `$&` in someone's title is no instruction.
  return template
    .replace(/<html lang="[a-z]*"/, () => `<html lang="${locale}"`)
    .replace(/<title>[^<]*<\/title>/, () => markup`<title>${title}</title>`.html)
    .replace(MARKER, () => body.html)
}

function groupChoice(group: Group, chosen: boolean, texts: JoinTexts): Html {
  const { groupId, name, sign } = group
  const where = group.room ?? (group.kind === 'centre' ? texts.remote : undefined)
  return markup`<label class="group-choice g-${sign.paper}"><input type="radio" name="groupId" value="${groupId}" required${chosen ? markup` checked` : undefined}>${groupSign(sign)}<span>${name}${where && markup`<small>${where}</small>`}</span></label>
`
}

const alert = (text: string): Html => markup`<p class="notice" role="alert">${text}</p>`

/** « Issoudun (36), samedi 13 juin »: whoever joins does so on the day, and needs no year. */
function placeAndDate({ place, date, locale }: Meta): string | undefined {
  const day =
    date &&
    new Intl.DateTimeFormat(JOIN_TEXTS[locale].dates, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(new Date(date))
  return [place, day].filter(Boolean).join(', ') || undefined
}
