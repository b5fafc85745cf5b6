import { afterEach, describe, expect, it, vi } from 'vitest';
import { createResolver, failure, type Resolver } from '../../../src/people/authentication/resolver.ts';

const absent = failure('ENOTFOUND', 'no such name');
const dead = failure('ESERVFAIL', 'no answer');

/** A DNS whose answers a test changes, and that counts the questions. */
function fakeDns(answers: Record<string, string | Error | null>) {
  const asked: string[] = [];
  const questions: string[] = [];
  let time = 0;
  const lookup: Resolver = (name, type) => {
    asked.push(name);
    questions.push(`${name} ${type}`);
    const answer = answers[name] ?? (type === 'NS' ? answers['.'] : undefined) ?? null;
    if (answer === null) return new Promise(() => undefined);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve([answer]);
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  const resolve = createResolver({ lookup, now: () => time, timeout: 2_500, tolerance: 3, pause: 60_000 });
  return { answers, asked, questions, resolve, pass };
}
const code = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answered',
    (error: Error & { code?: string }) => error.code,
  );

describe('remembers', () => {
  it('answers for ten minutes', async () => {
    const { resolve, asked, pass } = fakeDns({ 'a.example': 'x' });
    expect(await resolve('a.example', 'TXT')).toEqual(['x']);
    expect(await resolve('A.example', 'TXT')).toEqual(['x']);
    await resolve('a.example', 'MX');
    expect(asked).toHaveLength(2);
    pass(599_999);
    await resolve('a.example', 'TXT');
    expect(asked).toHaveLength(2);
    pass(1);
    await resolve('a.example', 'TXT');
    expect(asked).toHaveLength(3);
  });

  it.each(['ENOTFOUND', 'ENODATA'])('that there is nothing for five minutes: %s', async (absence) => {
    const { resolve, asked, pass } = fakeDns({ 'a.example': failure(absence, 'nothing there') });
    expect(await code(resolve('a.example', 'TXT'))).toBe(absence);
    pass(299_999);
    expect(await code(resolve('a.example', 'TXT'))).toBe(absence);
    expect(asked).toHaveLength(1);
    pass(1);
    await code(resolve('a.example', 'TXT'));
    expect(asked).toHaveLength(2);
  });

  it('no failure', async () => {
    const { resolve, answers, asked } = fakeDns({ 'a.example': dead });
    expect(await code(resolve('a.example', 'TXT'))).toBe('ESERVFAIL');
    answers['a.example'] = 'x';
    expect(await code(resolve('a.example', 'TXT'))).toBe('answered');
    expect(asked).toHaveLength(2);
  });

  it('ten thousand answers, and forgets the oldest', async () => {
    const all = Array.from({ length: 10_001 }, (_, at) => `${at}.example`);
    const { resolve, asked } = fakeDns(Object.fromEntries(all.map((name) => [name, 'x'])));
    for (const name of all.slice(0, -1)) await resolve(name, 'TXT');
    await resolve('0.example', 'TXT');
    expect(asked).toHaveLength(10_000);
    await resolve('10000.example', 'TXT');
    await resolve('0.example', 'TXT');
    await resolve('10000.example', 'TXT');
    expect(asked.slice(10_000)).toEqual(['10000.example', '0.example']);
  });

  it('and asks once for what is asked twice at a time', async () => {
    const { resolve, asked } = fakeDns({ 'a.example': 'x' });
    await Promise.all([resolve('a.example', 'TXT'), resolve('a.example', 'TXT')]);
    expect(asked).toHaveLength(1);
  });
});

describe('a DNS that is down', () => {
  afterEach(() => void vi.useRealTimers());
  const names = ['a.example', 'b.example', 'c.example'];
  const fail = async (resolve: Resolver) => {
    for (const name of names) await code(resolve(name, 'TXT'));
    await vi.waitFor(async () => expect(await code(resolve('z.example', 'TXT'))).not.toBe('ESERVFAIL'));
  };

  it('is left alone for a minute, then asked again', async () => {
    const dns = fakeDns({ 'a.example': dead, 'b.example': dead, 'c.example': dead, 'z.example': dead, '.': dead });
    await fail(dns.resolve);
    const before = dns.asked.length;
    for (let n = 0; n < 100; n += 1) expect(await code(dns.resolve(`n${n}.example`, 'TXT'))).toBe('EUNAVAILABLE');
    expect(dns.asked).toHaveLength(before);
    await expect(dns.resolve('n.example', 'TXT')).rejects.toThrow('DNS is not available');
    dns.pass(60_000);
    dns.answers['d.example'] = 'x';
    expect(await code(dns.resolve('d.example', 'TXT'))).toBe('answered');
  });

  it('is told from senders whose own name servers are dead', async () => {
    const dns = fakeDns({ 'a.example': dead, 'b.example': dead, 'c.example': dead, 'z.example': 'x', '.': 'root' });
    for (let round = 0; round < 5; round += 1) for (const name of names) await code(dns.resolve(name, 'TXT'));
    expect(await code(dns.resolve('z.example', 'TXT'))).toBe('answered');
    expect(dns.asked).toContain('.');
  });

  it('is tested by its root after three failures in a row', async () => {
    const dns = fakeDns({ 'a.example': dead, 'b.example': dead, 'c.example': dead, '.': 'root' });
    for (const name of names) await code(dns.resolve(name, 'TXT'));
    await vi.waitFor(() => expect(dns.questions).toContain('. NS'));
  });

  it('is not tested for names that do not exist', async () => {
    const dns = fakeDns({
      'a.example': dead,
      'b.example': absent,
      'c.example': absent,
      'd.example': absent,
      '.': dead,
    });
    for (const name of [...names, 'd.example', 'a.example']) await code(dns.resolve(name, 'TXT'));
    expect(dns.asked).not.toContain('.');
  });

  it('is up when it knows of no root', async () => {
    const dns = fakeDns({ 'a.example': dead, 'b.example': dead, 'c.example': dead, 'z.example': 'x', '.': absent });
    for (const name of names) await code(dns.resolve(name, 'TXT'));
    await vi.waitFor(() => expect(dns.asked).toContain('.'));
    expect(await code(dns.resolve('z.example', 'TXT'))).toBe('answered');
  });

  it('still answers from memory', async () => {
    const dns = fakeDns({
      'k.example': 'x',
      'a.example': dead,
      'b.example': dead,
      'c.example': dead,
      'z.example': dead,
      '.': dead,
    });
    await dns.resolve('k.example', 'TXT');
    await fail(dns.resolve);
    expect(await code(dns.resolve('k.example', 'TXT'))).toBe('answered');
  });

  it('does not keep anybody waiting for longer than a look-up may take', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { resolve } = fakeDns({});
    const answer = code(resolve('a.example', 'TXT'));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await answer).toBe('ETIMEOUT');
  });
});
