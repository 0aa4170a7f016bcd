import {
  FIRST_NAME_KEY,
  firstNameKey,
  joinCodeKey,
  sessionKey,
} from '../../documents/session-key.ts'
import { parseJson } from '../../documents/json.ts'
import { localStore } from '../../documents/storage.ts'
import { joinEn } from '../../texts/join.en.ts'
import { joinFr } from '../../texts/join.fr.ts'

const ROLE = 'participant'

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
  if (earlier?.groupId !== undefined) preselect(form, earlier.groupId)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void join(form, { boardId, code, earlierToken: earlier?.token })
  })
}

type Place = {
  readonly boardId: string
  readonly code: string
  readonly earlierToken: string | undefined
}

async function join(form: HTMLFormElement, place: Place): Promise<void> {
  const texts = document.documentElement.lang === 'en' ? joinEn : joinFr
  const data = new FormData(form)
  const name = textOf(data.get('name')).trim()
  const groupId = textOf(data.get('groupId'))
  setBusy(form, true)
  const answer = await ask(place, { groupId, name })
  setBusy(form, false)
  const session = answer?.ok ? readSession(await bodyOf(answer)) : undefined
  if (!session) {
    showNotice(form, answer ? await reasonOf(answer, texts.unexpected) : texts.offline)
    return
  }
  localStore.setItem(sessionKey(session.boardId, ROLE), session.text)
  localStore.setItem(joinCodeKey(session.boardId), place.code)
  if (name !== '') localStore.setItem(FIRST_NAME_KEY, name)
  localStore.setItem(firstNameKey(session.boardId), name)
  location.assign(`/e/${session.boardId}`)
}

/** undefined: no answer came. */
function ask(
  { code, earlierToken }: Place,
  { groupId, name }: { readonly groupId: string; readonly name: string },
): Promise<Response | undefined> {
  return fetch('/api/sessions', {
    method: 'POST',
    cache: 'no-store',
    headers: {
      'content-type': 'application/json',
      'accept-language': document.documentElement.lang,
      ...(earlierToken !== undefined && { authorization: `Bearer ${earlierToken}` }),
    },
    body: JSON.stringify({ code, groupId, ...(name !== '' && { name }) }),
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
  readonly text: string
}

function readSession(text: string | null): KnownSession | undefined {
  const session = parseJson(text)
  if (text === null || typeof session !== 'object' || session === null) return undefined
  const { boardId, token, groupId } = session as Readonly<Record<string, unknown>>
  if (typeof boardId !== 'string' || typeof token !== 'string') return undefined
  return { boardId, token, groupId: typeof groupId === 'string' ? groupId : undefined, text }
}

function preselect(form: HTMLFormElement, groupId: string): void {
  const choices = form.querySelectorAll<HTMLInputElement>('input[name="groupId"]')
  if ([...choices].some((choice) => choice.checked)) return
  for (const choice of choices) choice.checked = choice.value === groupId
}

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
