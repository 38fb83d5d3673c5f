import { describe, expect, it } from 'vitest'
import { Failure, fieldMessage, fromAnswer, fromThrown, sentence } from '@/api/failure'

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers) })
const problem = { status: 422, code: 'issue.needs', detail: '还缺少内容', fields: [{ path: 'body.text', message: '请填写' }], request_id: 'abc' }

describe('a failure from an answer', () => {
  it('keeps what the server said', () => {
    const f = fromAnswer(answer(422), problem)
    expect([f.status, f.code, f.message, f.requestId]).toEqual([422, 'issue.needs', '还缺少内容', 'abc'])
    expect(fieldMessage(f, 'text')).toBe('请填写')
    expect(fieldMessage(f, 'body')).toBe('')
    expect(fieldMessage(null, 'text')).toBe('')
  })

  it('speaks for a proxy that did not', () => {
    const f = fromAnswer(answer(502, { 'X-Request-Id': 'from-header' }), '<html>')
    expect([f.code, f.message, f.requestId]).toEqual(['internal', '服务暂时不可用，请稍后再试', 'from-header'])
  })

  it('never shows an empty sentence', () => {
    expect(fromAnswer(answer(500), { ...problem, detail: '' }).message).not.toBe('')
  })

  it.each([['30', 30], ['0.2', 1], ['-5', 0], ['Wed, 21 Oct 2026 07:28:00 GMT', 0], ['', 0]])('reads Retry-After %s as %d seconds', (header, wait) =>
    expect(fromAnswer(answer(429, header ? { 'Retry-After': header } : {}), problem).wait).toBe(wait))
})

describe('a failure from something thrown', () => {
  it('tells a missing network from a mistake of the page', () => {
    expect(fromThrown(new TypeError('Failed to fetch')).code).toBe('offline')
    expect(fromThrown(new TypeError('Load failed')).code).toBe('offline')
    expect(fromThrown(new TypeError('x is undefined')).code).toBe('page')
    expect(fromThrown(new DOMException('late', 'TimeoutError')).code).toBe('slow')
    expect(fromThrown('anything').code).toBe('page')
  })

  it('passes a failure on', () => {
    const f = new Failure(409, 'issue.changed', '刚刚有人处理了')
    expect(fromThrown(f)).toBe(f)
  })
})

it('says how long to wait, in seconds and then in minutes', () => {
  const waiting = (n: number) => sentence(new Failure(429, 'limited', '太频繁', '', [], n))
  expect(waiting(0)).toBe('太频繁')
  expect(waiting(59)).toBe('太频繁（59 秒后可再试）')
  expect(waiting(61)).toBe('太频繁（约 2 分钟后可再试）')
})
