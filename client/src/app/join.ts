import { enhanceJoinForm } from '../features/join/enhance-form.ts'

import '../ui/tokens.css'
import '../ui/base.css'
import '../faces/join/join.css'

const form = document.querySelector<HTMLFormElement>('form.join-form[data-board]')
if (form) enhanceJoinForm(form)
