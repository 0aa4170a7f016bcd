import { addMove, declaredHere } from '../../documents/add-move.ts'
import {
  FIRST_NAME_KEY,
  firstNameKey,
  joinCodeKey,
  sessionKey,
} from '../../documents/session-key.ts'
import { parseJson } from '../../documents/json.ts'
import { localStore } from '../../documents/storage.ts'
import { joinEn } from '../../texts/join.en.ts'
import { joinFr, type JoinTexts } from '../../texts/join.fr.ts'

const ROLE = 'participant'
const OTHER_ROLE = 'scribe'

/**
 * Makes the plain form better where a script runs: it remembers the first name, keeps this phone's identity
 * on the board by showing the earlier token, and says what went wrong without leaving the page. No library
 * and no schema here: the page must come fast, and the phone face checks what it finds.
 */
export function enhanceJoinForm(form: HTMLFormElement): void {
  const { board: boardId, code } = form.dataset
  if (boardId === undefined || code === undefined) return
  const name = form.elements.namedItem('name')
  if (name instanceof HTMLInputElement && name.value === '')
    name.value =
      localStore.getItem(firstNameKey(boardId)) ?? localStore.getItem(FIRST_NAME_KEY) ?? ''
  const earlier = readSession(localStore.getItem(sessionKey(boardId, ROLE)))
  const texts = textsOfPage()
  if (earlier?.groupId !== undefined) {
    preselect(form, earlier.groupId)
    offerToContinue(form, earlier, texts)
  }
  const nameButton = (): void => nameSubmit(form, texts)
  form.addEventListener('change', nameButton)
  // Shown again from the browser's cache, the form may hold another choice than when it came.
  window.addEventListener('pageshow', nameButton)
  nameButton()
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void join(form, { boardId, code, earlier })
  })
}

type Place = {
  readonly boardId: string
  readonly code: string
  readonly earlier: KnownSession | undefined
}

async function join(form: HTMLFormElement, place: Place): Promise<void> {
  const texts = textsOfPage()
  const data = new FormData(form)
  const name = textOf(data.get('name')).trim()
  const groupId = textOf(data.get('groupId'))
  if (groupId === '') {
    showNotice(form, texts.groupMissing)
    return
  }
  setBusy(form, true)
  const answer = await ask(place, groupId)
  setBusy(form, false)
  const session = answer?.ok ? readSession(await bodyOf(answer)) : undefined
  if (!session) {
    showNotice(form, answer ? await reasonOf(answer, texts.unexpected) : texts.offline)
    return
  }
  keepSession(session, place.earlier)
  localStore.setItem(joinCodeKey(session.boardId), place.code)
  if (name !== '') localStore.setItem(FIRST_NAME_KEY, name)
  localStore.setItem(firstNameKey(session.boardId), name)
  location.assign(`/e/${session.boardId}`)
}

/** With another group than before, own notes follow: the phone page sees to it. */
function keepSession(session: KnownSession, earlier: KnownSession | undefined): void {
  const isSamePerson = earlier !== undefined && earlier.participantId === session.participantId
  if (isSamePerson && earlier.groupId !== undefined && earlier.groupId !== session.groupId)
    addMove(session.boardId, { from: parseJson(earlier.text), to: parseJson(session.text) })
  localStore.setItem(sessionKey(session.boardId, ROLE), session.text)
  // Whoever joins by code writes for himself again.
  localStore.removeItem(sessionKey(session.boardId, OTHER_ROLE))
}

/** Without the first name, which stays on this phone. undefined: no answer came. */
function ask({ boardId, code, earlier }: Place, groupId: string): Promise<Response | undefined> {
  return fetch('/api/sessions', {
    method: 'POST',
    cache: 'no-store',
    headers: {
      'content-type': 'application/json',
      'accept-language': document.documentElement.lang,
      ...(earlier && { authorization: `Bearer ${earlier.token}` }),
    },
    body: JSON.stringify({ code, groupId, ...(earlier && declaredHere(boardId)) }),
  }).catch(() => undefined)
}

const bodyOf = (answer: Response): Promise<string> => answer.text().catch(() => '')

async function reasonOf(answer: Response, otherwise: string): Promise<string> {
  const problem = parseJson(await bodyOf(answer))
  if (typeof problem !== 'object' || problem === null) return otherwise
  const { title, detail } = problem as Readonly<Record<string, unknown>>
  const sentences = [title, detail].filter((text) => typeof text === 'string')
  return sentences.length === 0 ? otherwise : sentences.join('. ').replace(/\.\./g, '.')
}

type KnownSession = {
  readonly boardId: string
  readonly token: string
  readonly groupId: string | undefined
  readonly participantId: string
  readonly text: string
}

function readSession(text: string | null): KnownSession | undefined {
  const session = parseJson(text)
  if (text === null || typeof session !== 'object' || session === null) return undefined
  const { boardId, token, groupId, participantId } = session as Readonly<Record<string, unknown>>
  if (typeof boardId !== 'string' || typeof token !== 'string') return undefined
  if (typeof participantId !== 'string') return undefined
  return {
    boardId,
    token,
    participantId,
    groupId: typeof groupId === 'string' ? groupId : undefined,
    text,
  }
}

function preselect(form: HTMLFormElement, groupId: string): void {
  const choices = form.querySelectorAll<HTMLInputElement>('input[name="groupId"]')
  if ([...choices].some((choice) => choice.checked)) return
  for (const choice of choices) choice.checked = choice.value === groupId
}

/** « Cet appareil est déjà dans le groupe B. Revenir à mon groupe », above the form: another group is a change. */
function offerToContinue(form: HTMLFormElement, earlier: KnownSession, texts: JoinTexts): void {
  const group = nameOfGroup(form, earlier.groupId)
  if (group === undefined) return
  const place = document.createElement('p')
  place.className = 'present'
  const text = document.createElement('span')
  text.textContent = texts.present(group)
  const link = document.createElement('a')
  link.href = `/e/${earlier.boardId}`
  link.textContent = texts.goOn
  place.append(text, link)
  form.prepend(place)
}

/** « Rejoindre le groupe B »: the button says what it does. */
function nameSubmit(form: HTMLFormElement, texts: JoinTexts): void {
  const submit = form.querySelector<HTMLButtonElement>('.submit')
  const chosen = form.querySelector<HTMLInputElement>('input[name="groupId"]:checked')
  const group = nameOfGroup(form, chosen?.value)
  if (submit && group !== undefined) submit.textContent = texts.join(group)
}

/** The name alone, without what stands below it in small letters. */
function nameOfGroup(form: HTMLFormElement, groupId: string | undefined): string | undefined {
  const choices = [...form.querySelectorAll<HTMLInputElement>('input[name="groupId"]')]
  const label = choices.find((choice) => choice.value === groupId)?.closest('label')
  return label?.querySelector(':scope > span')?.firstChild?.textContent?.trim()
}

const textsOfPage = (): JoinTexts => (document.documentElement.lang === 'en' ? joinEn : joinFr)

function setBusy(form: HTMLFormElement, isBusy: boolean): void {
  form.setAttribute('aria-busy', String(isBusy))
  const submit = form.querySelector<HTMLButtonElement>('.submit')
  if (submit) submit.disabled = isBusy
}

/** In the place where the server puts its own notices. */
function showNotice(form: HTMLFormElement, text: string): void {
  const present = form.querySelector('.notice')
  const notice = present ?? document.createElement('p')
  notice.className = 'notice'
  notice.setAttribute('role', 'alert')
  notice.textContent = text
  if (!present) form.prepend(notice)
  notice.scrollIntoView({ block: 'nearest' })
}

const textOf = (value: FormDataEntryValue | null): string =>
  typeof value === 'string' ? value : ''
