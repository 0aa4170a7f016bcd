import { createMetrics } from '@murmure/server/metrics/metrics'
import { expect, onTestFinished, test } from 'vitest'

import { call, makeBoard, startApp } from '../http/support.ts'

const TOKEN = 'un-jeton-d-exploitation'

function givenMetrics() {
  const metrics = createMetrics()
  onTestFinished(() => metrics.stop())
  return metrics
}

test('the operator reads numbers, and nobody’s words', async () => {
  const metrics = givenMetrics()
  const harness = await startApp({ metrics, metricsToken: TOKEN })
  const board = await makeBoard(harness, { title: 'Titre confidentiel' })
  metrics.meter.refused('closed')
  metrics.meter.committed(3)
  metrics.meter.sent('update', 120)
  metrics.meter.ticked(2, 7)
  await call(harness, 'GET /api/nowhere')
  const answer = await call(harness, 'GET /metrics')
  expect(answer.statusCode).toBe(200)
  for (const line of [
    'murmure_refusals_total{reason="closed"} 1',
    'murmure_commit_seconds_count 1',
    'murmure_bytes_sent_total{kind="update"} 120',
    'murmure_tick_frames_sum 7',
    'murmure_http_answers_total{status="404"} 1',
    'murmure_frozen_writers 0',
    'murmure_pending_documents 0',
    'murmure_rooms 1',
  ]) {
    expect(answer.body).toContain(line)
  }
  expect(answer.body).toContain('murmure_event_loop_p99_seconds')
  for (const secret of [board.boardId, board.code, 'confidentiel']) {
    expect(answer.body).not.toContain(secret)
  }
})

test('to everyone else there is no such page: from afar, through a proxy, with a wrong token', async () => {
  const harness = await startApp({ metrics: givenMetrics(), metricsToken: TOKEN })
  const status = async (options: Parameters<typeof call>[2]) =>
    (await call(harness, 'GET /metrics', options)).statusCode
  expect(await status({ remoteAddress: '192.168.1.20' })).toBe(404)
  expect(await status({ headers: { 'x-forwarded-for': '203.0.113.9' } })).toBe(404)
  expect(await status({ token: `${TOKEN}x` })).toBe(404)
  expect(await status({ token: TOKEN, remoteAddress: '203.0.113.9' })).toBe(200)
  expect(await status({ remoteAddress: '::1' })).toBe(200)
})
