import { isPrivateAddress } from '@murmure/client/features/session/private-address'
import { expect, test } from 'vitest'

test.each([
  'http://localhost:3000/r/482915',
  'http://127.0.0.1:3000/r/482915',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.20:3000/',
  'http://169.254.7.7/',
  'https://murmure.local/',
  'https://MURMURE.LOCAL/',
  'http://[::1]:3000/',
  'http://[fd12:3456:789a::1]/',
  'http://[fe80::1]/',
])('%s opens in this network only', (link) => {
  expect(isPrivateAddress(link)).toBe(true)
})

test.each([
  'https://murmure.example.org/r/482915',
  'https://10.example.org/',
  'https://local.example.org/',
  'https://notlocal/',
  'http://172.15.0.1/',
  'http://172.32.0.1/',
  'http://192.169.1.1/',
  'http://11.0.0.1/',
  'http://[2001:db8::fd12]/',
  'https://fd12.example.org/',
])('%s may open from elsewhere', (link) => {
  expect(isPrivateAddress(link)).toBe(false)
})
