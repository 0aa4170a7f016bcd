import { enhanceJoinForm } from '../features/join/enhance-form.ts'
import { followDark } from '../ui/follow-dark.ts'

import '../ui/tokens.css'
import '../ui/base.css'
import '../faces/join/join.css'

followDark()
const form = document.querySelector<HTMLFormElement>('form.join-form[data-board]')
if (form) enhanceJoinForm(form)
